"""What an import did with every row: kept, dropped for a reason, or rejected for one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

_MOST_REASONS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Counts of rows; every row read is in exactly one of kept, dropped and rejected.

    Attributes:
        file: The file's name.
        format: The format it was read as.
        read: Rows of data.
        kept: Rows that make claims.
        claims: The claims they make.
        dropped: Sound rows that are no claim of ours, or not asked for, by reason.
        rejected: Rows that cannot be right, by reason.
        missing: Figures that kept rows leave out, by quantity kind.
        rejects: The file that holds the rejected rows; None where there is none.
    """

    file: str
    format: str
    read: int
    kept: int
    claims: int
    dropped: Mapping[str, int] = field(default_factory=dict)
    rejected: Mapping[str, int] = field(default_factory=dict)
    missing: Mapping[str, int] = field(default_factory=dict)
    rejects: Path | None = None

    @property
    def is_complete(self) -> bool:
        """Whether every row is accounted for."""
        return self.read == self.kept + sum(self.dropped.values()) + sum(self.rejected.values())

    def text(self) -> str:
        """The report for people.

        Returns:
            A line with the counts, then one a reason, the most frequent first.

        Example:
            >>> print(Report(file="a.csv", format="flows", read=2, kept=1, claims=2,
            ...              dropped={"the partner is the world": 1}).text())
            a.csv (flows): 2 rows read, 1 kept, 1 dropped, 0 rejected; 2 claims
                    1  dropped: the partner is the world
        """
        dropped, rejected = sum(self.dropped.values()), sum(self.rejected.values())
        lines = [
            f"{self.file} ({self.format}): {self.read:,} rows read, {self.kept:,} kept, "
            f"{dropped:,} dropped, {rejected:,} rejected; {self.claims:,} claims"
        ]
        for what, counts in (
            ("dropped: ", self.dropped),
            ("rejected: ", self.rejected),
            ("kept without ", self.missing),
        ):
            lines += _lines(what, counts)
        if self.rejects:
            lines.append(f"  rejected rows: {self.rejects}")
        return "\n".join(lines)

    def json(self) -> str:
        """The report for programs.

        Returns:
            One JSON object.

        Example:
            >>> json.loads(Report(file="a", format="b", read=0, kept=0, claims=0).json())["read"]
            0
        """
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)

    def as_dict(self) -> dict[str, object]:
        """The report as plain values."""
        return {
            "file": self.file,
            "format": self.format,
            "read": self.read,
            "kept": self.kept,
            "claims": self.claims,
            "dropped": dict(self.dropped),
            "rejected": dict(self.rejected),
            "missing": dict(self.missing),
            "rejects": str(self.rejects) if self.rejects else None,
        }


def _lines(what: str, counts: Mapping[str, int]) -> list[str]:
    most = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    lines = [f"{count:>9,}  {what}{reason}" for reason, count in most[:_MOST_REASONS]]
    rest = most[_MOST_REASONS:]
    if rest:
        number = sum(count for _, count in rest)
        lines.append(f"{number:>9,}  {what}{len(rest):,} other reasons (--format json lists them)")
    return lines
