"""What several commands share: the store, views of it, progress."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from kg.api import Graph

_Command = TypeVar("_Command", bound=Callable[..., Any])

PATH = click.Path(path_type=Path)


def store_option(command: _Command) -> _Command:
    """The option ``--store``."""
    return click.option(
        "--store",
        type=PATH,
        envvar="KG_STORE",
        help="Directory of the store.  [env: KG_STORE; default: in your user data directory]",
    )(command)


def opened(store: Path | None) -> Graph:
    """Open the store a command works on."""
    import kg

    return kg.open(store)


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
