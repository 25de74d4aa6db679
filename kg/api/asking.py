"""Everything that answers."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import kg.asof
from kg.dataset import Dataset
from kg.dates import parse_day
from kg.errors import BadQuery
from kg.vocab import Vocabulary

if TYPE_CHECKING:
    from kg.api.answers import Drawable
    from kg.entity import Entity
    from kg.evidence import Evidence
    from kg.project import Path as GraphPath
    from kg.query import NamedQuery
    from kg.questions import Answer as Solution
    from kg.questions import Question
    from kg.reconcile import Finding
    from kg.show import Line, Profile

StrPath = str | os.PathLike[str]


class Asking(kg.asof.AsOf):
    """What answers: SPARQL, questions, profiles, time lines, paths, evidence, conflicts."""

    def query(
        self,
        text: str,
        parameters: Mapping[str, object] | None = None,
        *,
        timeout: float = 60.0,
        limit: int = 1_000_000,
        allow_service: Sequence[str] = (),
    ) -> Drawable:
        """Ask in SPARQL, or by the name of a shipped query.

        Args:
            text: SELECT, ASK, CONSTRUCT or DESCRIBE, all prefixes known; or a query's name.
            parameters: Values for a named query's parameters, or for variables of the text. They
                are bound as terms, never pasted as text.
            timeout: Seconds after which the query is stopped.
            limit: Rows after which the query is stopped.
            allow_service: SPARQL endpoints that the query may reach; none by default.

        Returns:
            Rows, a boolean or triples; ``.view("page.html")`` draws the claims they speak of.

        Raises:
            BadQuery: It does not parse, is refused, or ran into a limit.

        Example:
            >>> import kg
            >>> bool(kg.build().query("ASK { country:CHN kg:exportsTo ?anybody }"))
            True
        """
        from kg.api.answers import Asked, Drawable, makers
        from kg.query import query

        answer = query(
            self,
            text,
            parameters=parameters,
            timeout=timeout,
            limit=limit,
            allow_service=allow_service,
            makers=makers(Asked(self, self._title(text.strip()))),
        )
        assert isinstance(answer, Drawable)  # the makers make nothing else
        return answer

    def _title(self, query: str) -> str:
        """What people call a query."""
        from kg.query.named import NAME, named_query

        is_name = NAME.fullmatch(query)
        return named_query(self.vocab, query).title if is_name else "Result of a query"

    def rows(
        self, text: str, parameters: Mapping[str, object] | None = None
    ) -> list[dict[str, Any]]:
        """All rows of a SELECT query, read to the end.

        Args:
            text: SELECT, or a shipped query's name.
            parameters: As for :meth:`query`.

        Returns:
            A dictionary per row: ids, texts, days, numbers; None for what is unbound.

        Raises:
            BadQuery: See :meth:`query`; or it is no SELECT.

        Example:
            >>> import kg
            >>> kg.build().rows("SELECT ?x { country:CHN kg:negotiatesWith ?x }")
            [{'x': 'country:USA'}]
        """
        from kg.query import Rows

        answer = self.query(text, parameters)
        if not isinstance(answer, Rows):
            raise BadQuery("rows come from a SELECT query; ask this one with query()")
        return list(answer)

    def queries(self) -> Mapping[str, NamedQuery]:
        """The shipped queries by name.

        Returns:
            Their titles, descriptions, parameters and texts.

        Example:
            >>> import kg
            >>> "restrictions-in-force" in kg.build().queries()
            True
        """
        from kg.query import named_queries

        return named_queries(self.vocab)

    def find(self, name: str) -> Entity:
        """The entity that a label, alias, code or id means.

        Args:
            name: Such as "China", "Beijing", "CHN" or "country:CHN".

        Returns:
            The entity.

        Raises:
            UnknownName: Nothing, or more than one thing, is called so; the nearest are offered.

        Example:
            >>> import kg
            >>> kg.build().find("China").id
            'country:CHN'
        """
        from kg.query import resolve

        return resolve(self, name)

    def show(self, name: str) -> Profile:
        """What is claimed about an entity, by relation, in time order.

        Args:
            name: A label, alias, code or id.

        Returns:
            Its profile.

        Raises:
            UnknownName: Nothing is called so.

        Example:
            >>> import kg
            >>> kg.build().show("China").type_label
            'Country'
        """
        from kg.show import show

        return show(self, self.find(name))

    def timeline(
        self,
        about: str | None = None,
        *,
        from_: str | date | None = None,
        until: str | date | None = None,
    ) -> list[Line]:
        """Claims with a time of their own, in the order in which they began.

        Args:
            about: A label, alias, code or id; None for everything.
            from_: A day; leave out what was over by then.
            until: A day; leave out what began after it.

        Returns:
            Lines.

        Example:
            >>> import kg
            >>> len(kg.build().timeline("China", until="1900-01-01"))
            0
        """
        from kg.show import timeline

        return list(
            timeline(
                self,
                about=self.find(about).id if about else None,
                from_=_day(from_),
                until=_day(until),
            )
        )

    def path(self, start: str, goal: str) -> GraphPath:
        """A shortest way from one entity to another, as readable steps.

        Args:
            start: A label, alias, code or id.
            goal: Another one.

        Returns:
            The steps with the claims that make them.

        Raises:
            UnknownName: Nothing is called so.
            BadInput: There is no way.

        Example:
            >>> import kg
            >>> len(kg.build().path("China", "USA").steps)
            1
        """
        from kg.project import path

        return path(self, self.find(start).id, self.find(goal).id)

    def questions(self) -> Mapping[str, Question]:
        """The analyst's questions by name.

        Returns:
            Their titles, parameters and what they return.

        Example:
            >>> import kg
            >>> "share" in kg.build().questions()
            True
        """
        from kg.questions import QUESTIONS

        return QUESTIONS

    def ask(self, name: str, parameters: Mapping[str, object] | None = None) -> Solution:
        """Ask one of the analyst's questions.

        Args:
            name: The question's name.
            parameters: Its parameters; entities by label, alias, code or id.

        Returns:
            Verdict, figures with bands, certainty, caveats, sources and independent origins; or
            "unknown" with what was looked for and what is known nearby.

        Raises:
            UnknownName: There is no such question, parameter or entity.
            BadInput: A parameter is missing or cannot be read.

        Example:
            >>> import kg
            >>> asked = {"subject": "China", "product": "rare earth magnets", "period": "2025-07"}
            >>> str(kg.build().ask("level", asked | {"quantity": "export mass"}).value)
            '5577'
        """
        from kg.questions import ask

        return ask(self, name, parameters or {})

    def evidence(self, claim: str, *, documents: StrPath | None = None) -> Evidence:
        """All a claim says, where it comes from, and the words it stands on.

        Args:
            claim: The claim's id.
            documents: A folder of documents; the claim's own is found in it by content, and looked
                for by the hashes of its words where it has changed.

        Returns:
            The evidence.

        Raises:
            UnknownName: There is no such claim in this view.

        Example:
            >>> import kg
            >>> graph = kg.build()
            >>> graph.evidence(next(graph.claims()).id).claim.source_id in graph.sources
            True
        """
        from kg.evidence import evidence

        everything = _Everything(self.dataset | self.derivations, self.vocab)
        return evidence(everything, claim, Path(documents) if documents else None)

    def conflicts(self, about: str | None = None, *, all: bool = False) -> list[Finding]:
        """Where sources disagree or invite a wrong comparison, the gravest first.

        Args:
            about: A label, alias, code or id: only findings on claims that mention it.
            all: Findings of every kind: repetition, corroboration, rounding and the rest too.

        Returns:
            Findings with their members, an explanation and what would settle them.

        Example:
            >>> import kg
            >>> str(kg.build().conflicts("China")[0].verdict)
            'contradicted'
        """
        from kg.reconcile import Severity

        wanted = self.find(about).id if about else None
        mentions = {claim.id: claim.mentions for claim in self.claims()}
        found = (
            finding
            for finding in self.findings()
            if (all or finding.severity is not Severity.NOTE)
            and (wanted is None or any(wanted in mentions.get(id_, ()) for id_ in finding.members))
        )
        return sorted(found, key=lambda finding: finding.verdict.rank)


def _day(value: str | date | None) -> date | None:
    return parse_day(value) if isinstance(value, str) else value


@dataclass(frozen=True)
class _Everything:
    """A view's claims, stated and derived."""

    dataset: Dataset
    vocab: Vocabulary
