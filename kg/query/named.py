"""Named queries: files of SPARQL whose leading comment says what they answer and what they take.

::

    # title: Restrictions in force on a day
    # description: What was restricted, how sure that is, and why.
    # parameter: on date required — The day asked about
    # parameter: about entity optional — What is restricted, or who restricts

A parameter must stand among the variables of the outermost SELECT: the engine gives it its value
there, and from there it reaches everything but the inside of a subquery that does not select it
too. Its column is not shown. One that is left out is an unbound variable, so that
``FILTER (COALESCE(?this = ?about, true))`` holds, and in ``EXISTS`` it matches anything. Two things
the engine gets wrong, since it takes the variable for unbound before it knows the value:
``BOUND(?about)`` is always false, and ``BIND (?about AS ?x)`` gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from kg.errors import BadInput, UnknownName
from kg.files import read_text
from kg.query.parameters import Parameter
from kg.rdf import Term
from kg.vocab import Vocabulary

if TYPE_CHECKING:
    from kg.asof import AsOf

NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
"""What a named query can be called; no SPARQL looks like it."""

_COMMENT = re.compile(r"#\s*(title|description|parameter):\s*(.*)")
_FURTHER = re.compile(r"#\s{2,}(\S.*)")


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with a name.

    Attributes:
        name: The file's name without its suffix.
        title: One line for people.
        description: What the answer holds.
        parameters: What it takes, in order.
        text: The SPARQL.
    """

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    text: str

    def terms(self, values: Mapping[str, object], view: AsOf) -> dict[str, Term]:
        """The terms to bind.

        Args:
            values: Values by parameter; None counts as left out.
            view: Where names are looked up.

        Returns:
            Terms by variable.

        Raises:
            BadInput: A parameter is unknown or missing, or its value is not of its kind.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in values:
            if name not in known:
                raise UnknownName(f"parameter of {self.name}", name, known)
        terms: dict[str, Term] = {}
        for parameter in self.parameters:
            value = values.get(parameter.name)
            value = parameter.default if value is None else value
            if value is not None:
                terms[parameter.name] = parameter.term(value, view)
            elif parameter.required:
                raise BadInput(
                    f"{self.name} needs --{parameter.name} ({parameter.kind}): "
                    f"{parameter.description}"
                )
        return terms


def named_queries(vocab: Vocabulary) -> Mapping[str, NamedQuery]:
    """The queries that come with an ontology, from its folder ``queries``.

    Args:
        vocab: The ontology.

    Returns:
        The queries by name.

    Raises:
        BadInput: A file's leading comment cannot be read.

    Example:
        >>> named_queries(Vocabulary.load())["restrictions-in-force"].parameters[0].name
        'on'
    """
    files = sorted((vocab.folder / "queries").glob("*.rq"))
    return MappingProxyType({file.stem: read_named_query(file) for file in files})


def named_query(vocab: Vocabulary, name: str) -> NamedQuery:
    """One of the queries that come with an ontology.

    Args:
        vocab: The ontology.
        name: Its name.

    Returns:
        The query.

    Raises:
        UnknownName: There is none of this name.

    Example:
        >>> named_query(Vocabulary.load(), "sources").title
        'The sources, and how many claims each makes'
    """
    file = vocab.folder / "queries" / f"{name}.rq"
    if not NAME.fullmatch(name) or not file.is_file():
        known = [path.stem for path in (vocab.folder / "queries").glob("*.rq")]
        raise UnknownName("query", name, known)
    return read_named_query(file)


def read_named_query(file: Path) -> NamedQuery:
    """Read a file of SPARQL with its leading comment.

    Args:
        file: Its path; the name follows from it.

    Returns:
        The query.

    Raises:
        BadInput: It has no title, or declares a parameter wrongly.

    Example:
        >>> from kg.files import bundled
        >>> read_named_query(bundled("ontology") / "queries" / "sources.rq").name
        'sources'
    """
    text = read_text(file)
    found: dict[str, list[str]] = {"title": [], "description": [], "parameter": []}
    last: list[str] | None = None
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        if match := _COMMENT.match(line):
            last = found[match[1]]
            last.append(match[2].strip())
        elif last and (more := _FURTHER.match(line)):
            last[-1] += f" {more[1].strip()}"
    if not found["title"]:
        raise BadInput(f"{file} has no title; begin it with a line '# title: …'")
    try:
        parameters = tuple(map(Parameter.read, found["parameter"]))
    except BadInput as error:
        raise BadInput(f"{file}: {error}") from error
    return NamedQuery(
        file.stem, found["title"][0], " ".join(found["description"]), parameters, text
    )
