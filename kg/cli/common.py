"""What several commands share: the store, views of it, progress."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.errors import BadInput

if TYPE_CHECKING:
    from kg.api import AsOf, Graph

_Command = TypeVar("_Command", bound=Callable[..., Any])

PATH = click.Path(path_type=Path)
Place = Path | str
"""A store's directory, or the address of its server."""


class _Place(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """Tells a directory from an address."""

    name = "path|url"

    def convert(self, value: Any, param: click.Parameter | None, context: Any) -> Place:
        """Leave an address as it is; a path would lose one of its slashes."""
        from kg.store.remote.address import is_address

        return str(value) if is_address(str(value)) else Path(value)


def store_option(command: _Command) -> _Command:
    """The option ``--store``."""
    return click.option(
        "--store",
        type=_Place(),
        envvar="KG_STORE",
        help="Directory of the store, or address of its server.  [env: KG_STORE; default: in your "
        "user data directory]",
    )(command)


def view_options(command: _Command) -> _Command:
    """The options that say which store, and which view of it, a command reads."""
    for option in (
        click.option("--throughout", is_flag=True, help="Only what covers all of --valid."),
        click.option(
            "--known", metavar="DAY", help="As known on this day.  [default: the newest day]"
        ),
        click.option(
            "--valid", metavar="PERIOD", help="Held or measured then: 2025-05-01, 2025-05, 2025-Q2."
        ),
        store_option,
    ):
        command = option(command)
    return command


def opened(store: Place | None) -> Graph:
    """Open the store a command works on."""
    import kg

    return kg.open(store)


def viewed(
    store: Place | None, valid: str | None, known: str | None, throughout: bool = False
) -> AsOf:
    """Open the view a command reads; the store's own default view if nothing narrows it."""
    graph = opened(store)
    if throughout and not valid:
        raise BadInput("--throughout says how --valid is meant; give --valid too")
    if valid is None and known is None:
        return graph
    return graph.as_of(valid=valid, known=known, throughout=throughout)


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Callable[[str], None]]:
    """Show on standard error what goes on: a spinner for people, plain lines for logs.

    Args:
        quiet: Show nothing.

    Yields:
        A function to be told each stage.
    """
    if quiet:
        yield lambda _: None
    elif sys.stderr.isatty():
        from rich.console import Console

        with Console(stderr=True).status("starting …") as status:
            yield lambda stage: status.update(f"{stage} …")
    else:
        yield lambda stage: click.echo(f"{stage} …", err=True)


def parameters_in(words: Sequence[str]) -> dict[str, object]:
    """Read the parameters of a question: ``--name value`` or ``--name=value``.

    Args:
        words: What stands on the command line beside the options we know.

    Returns:
        Values by name.

    Raises:
        BadInput: A word is no option, or an option lacks its value.

    Example:
        >>> parameters_in(["--on", "2025-05-01", "--about=China"])
        {'on': '2025-05-01', 'about': 'China'}
    """
    parameters: dict[str, object] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if not word.startswith("--"):
            raise BadInput(
                f"what is {word!r}? Write parameters as --name value; quote what has spaces"
            )
        name, equals, value = word[2:].partition("=")
        if not equals and not rest:
            raise BadInput(f"{word} needs a value")
        parameters[name] = value if equals else rest.pop(0)
    return parameters
