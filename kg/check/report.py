"""What a check found, as text, Turtle and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Literal

from kg.errors import CheckFailed

Severity = Literal["violation", "warning", "info"]

_SH = "http://www.w3.org/ns/shacl#"
_SEVERITIES: tuple[Severity, ...] = ("violation", "warning", "info")


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One thing that a shape does not allow; terms are spelled as in Turtle.

    Attributes:
        severity: violation, warning or info.
        focus: The node at fault, such as a claim.
        path: The property at fault; None where the node as a whole is.
        value: The value at fault; None where one is missing.
        message: What is wrong.
        shape: The nearest shape with a name.
        constraint: The kind of constraint, a component of SHACL.
    """

    severity: Severity
    focus: str
    path: str | None
    value: str | None
    message: str
    shape: str
    constraint: str

    @property
    def order(self) -> tuple[int, str, str, str, str]:
        """The worst first, then by place."""
        rank = _SEVERITIES.index(self.severity)
        return rank, self.focus, self.path or "", self.value or "", self.message


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The outcome of a check.

    Attributes:
        violations: What was found, the worst first; warnings are among them.
        unused_relations: Relations of the ontology that no claim uses, for information.
        prefixes: What the prefixes in violations stand for.
    """

    violations: tuple[Violation, ...] = ()
    unused_relations: tuple[str, ...] = ()
    prefixes: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def conforms(self) -> bool:
        """Whether nothing worse than a warning was found."""
        return not any(found.severity == "violation" for found in self.violations)

    def require(self) -> Report:
        """Go on only if nothing worse than a warning was found.

        Returns:
            The report itself.

        Raises:
            CheckFailed: Something was; it carries the report as text.

        Example:
            >>> Report().require().conforms
            True
        """
        if not self.conforms:
            raise CheckFailed(f"shapes are violated: {self._counted()}", self.text())
        return self

    def text(self) -> str:
        """The report for people, a line for each finding.

        Returns:
            Its lines.

        Example:
            >>> print(Report(unused_relations=("kg:mirrors",)).text())
            no violations
            1 relation without claims: kg:mirrors
        """
        lines = [_line(found) for found in self.violations]
        lines.append(self._counted())
        if unused := self.unused_relations:
            lines.append(f"{_count(len(unused), 'relation')} without claims: {', '.join(unused)}")
        return "\n".join(lines)

    def json(self) -> str:
        """The report as JSON.

        Returns:
            An object with ``conforms``, ``violations`` and ``unused_relations``.

        Example:
            >>> json.loads(Report().json())["conforms"]
            True
        """
        found = {
            "conforms": self.conforms,
            "violations": [asdict(violation) for violation in self.violations],
            "unused_relations": list(self.unused_relations),
        }
        return json.dumps(found, ensure_ascii=False, indent=2)

    def turtle(self) -> str:
        """The report as a SHACL validation report.

        ``sh:conforms`` is SHACL's own: already a warning makes it false.

        Returns:
            Turtle.

        Example:
            >>> "sh:conforms true" in Report().turtle()
            True
        """
        prefixes = {**self.prefixes, "sh": _SH}
        lines = [f"@prefix {prefix}: <{iri}> ." for prefix, iri in sorted(prefixes.items())]
        lines += ["", "[] a sh:ValidationReport ;"]
        lines += [f"    sh:result {_result(found)} ;" for found in self.violations]
        lines.append(f"    sh:conforms {str(not self.violations).lower()} .")
        return "\n".join(lines)

    def _counted(self) -> str:
        found = [violation.severity for violation in self.violations]
        counts = ((found.count(severity), severity) for severity in _SEVERITIES)
        return ", ".join(_count(*count) for count in counts if count[0]) or "no violations"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _line(found: Violation) -> str:
    place = " ".join(part for part in (found.focus, found.path, found.value) if part)
    return f"{found.severity}: {place}: {found.message} [{found.shape}]"


def _result(found: Violation) -> str:
    return "[ " + " ; ".join(_result_parts(found)) + " ]"


def _result_parts(found: Violation) -> Iterator[str]:
    yield "a sh:ValidationResult"
    yield f"sh:resultSeverity sh:{found.severity.capitalize()}"
    yield f"sh:focusNode {found.focus}"
    if found.path:
        yield f"sh:resultPath {found.path}"
    if found.value:
        yield f"sh:value {found.value}"
    yield f"sh:resultMessage {json.dumps(found.message, ensure_ascii=False)}"
    yield f"sh:sourceShape {found.shape}"
    yield f"sh:sourceConstraintComponent {found.constraint}"
