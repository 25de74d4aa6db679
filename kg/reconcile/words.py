"""Claims as the explanations of findings put them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from kg import wording
from kg.claim import Claim
from kg.dataset import Dataset
from kg.interval import Interval
from kg.rdf import plain
from kg.reconcile.figures import LEVEL, Figure
from kg.reconcile.origins import Origins, outlet_of
from kg.reconcile.what import What, comparator
from kg.vocab import Vocabulary

_AGAINST = {
    "yoy": "on the year",
    "mom": "on the month before",
    "ytd_yoy": "on the same months a year earlier",
    "wow": "on the week before",
    "since": "since an earlier time",
}
_PLACES = Decimal("0.0001")
_SHOWN = Decimal("0.01")
_UNSURE = Decimal("0.9")


class Words:
    """Puts claims in words by the labels of their catalogue.

    Args:
        dataset: Knows entities and sources.
        vocab: Knows relations, quantity kinds and units.
        origins: Knows where claims come from.
    """

    def __init__(self, dataset: Dataset, vocab: Vocabulary, origins: Origins) -> None:
        self._dataset = dataset
        self._vocab = vocab
        self._origins = origins

    def label(self, id_: str) -> str:
        """What people call an entity or a source; the id itself where it is not catalogued."""
        if id_ in self._dataset.sources:
            return f"“{self._dataset.sources[id_].label}”"
        entity = self._dataset.entities.get(id_)
        return entity.label if entity else id_

    def voice(self, claim: Claim) -> str:
        """Who speaks in the source of a claim: its outlet, or the source where none is named."""
        source = self._dataset.sources.get(claim.source_id)
        return self.label((source and outlet_of(source)) or claim.source_id)

    def origin(self, claim: Claim) -> str:
        """The last known origin of a claim."""
        return self.label(self._origins.chain(claim)[-1])

    def tellers(self, claims: Iterable[Claim]) -> str:
        """The sources of claims and how they came by them: "“A” and “B”, both from customs"."""
        told: dict[tuple[str, ...], dict[str, None]] = {}
        for claim in claims:
            source, *way = self._origins.chain(claim)
            told.setdefault(tuple(way), {})[self.label(source)] = None
        return "; ".join(self._told(list(sources), way) for way, sources in told.items())

    def _told(self, sources: Sequence[str], way: Sequence[str]) -> str:
        said = listed(sources)
        if not way:
            return said
        last = self.label(way[-1])
        through = f" by way of {listed(map(self.label, way[-2::-1]))}" if len(way) > 1 else ""
        return f"{said}, {'both ' if len(sources) == 2 else ''}from {last}{through}"

    def topic(self, what: What, kind: str | None = None) -> str:
        """What claims are about, such as "China exports to World, Rare earths: export mass"."""
        relation = self._vocab.relations.get(what.predicate)
        ends = [self.label(what.subject), relation.label if relation else what.predicate]
        if what.object:
            ends.append(self.label(what.object))
        scope = [self.label(what.product)] if what.product else []
        head = ", ".join([" ".join(ends), *scope])
        if what.instrument:
            head += f" ({self.label(what.instrument)})"
        return f"{head}: {self._vocab.label(kind)}" if kind else head

    def amount(self, claim: Claim) -> str:
        """How much a claim says and against what, such as "−48.3 % on the year"."""
        bare = replace(claim, quantity_kind=None, comparator=None)
        said = wording.quantity(bare, self._vocab)
        against = comparator(claim)
        if against in (None, LEVEL):
            return said
        if claim.value is not None and claim.value > 0:
            said = said.replace(wording.number(claim.value), f"+{wording.number(claim.value)}", 1)
        return f"{said} {_AGAINST.get(against or '', against)}"

    def dated(self, claim: Claim) -> str:
        """How much, and when: "−48.3 % on the year, May 2025"."""
        return ", ".join(filter(None, (self.amount(claim), wording.period(claim))))

    def headed(self, figure: Figure) -> str:
        """What a figure is about, and its period, as a heading."""
        return f"{self.topic(figure.what, figure.kind)}, {self.period(figure)}"

    def happened(self, claims: Iterable[Claim]) -> str:
        """When, by claims that hold: "April 2025; from 4 April 2025"; nothing where none says."""
        dates = (wording.period(claim) for claim in claims if claim.period_text != "../..")
        return "; ".join(dict.fromkeys(filter(None, dates)))

    def span(self, claim: Claim) -> str:
        """What a claim's number can mean, such as "−48.35 to −48.25 %"."""
        return wording.band(claim, self._vocab) or "exact"

    def period(self, figure: Figure) -> str:
        """The period of a figure."""
        return wording.period(figure.claim) or days(*figure.period)

    def measured(self, value: Decimal, unit: str | None) -> str:
        """A computed number with its unit, to two places."""
        return wording.measured(rounded(value, _SHOWN), unit, self._vocab)

    def band(self, interval: Interval, unit: str | None) -> str:
        """A computed band, such as "−14.25 to −13.39 %"."""
        ends = [
            None if end is None else rounded(end, _SHOWN) for end in (interval.low, interval.high)
        ]
        first, last = (None if end is None else self.measured(end, unit) for end in ends)
        if first is None or last is None or first == last:
            known = first or last
            bound = "" if first == last else " or more" if last is None else " or less"
            return f"{known}{bound}" if known else "anything"
        bare = wording.number(ends[0] or Decimal(0))
        return f"{bare if first.startswith(bare) else first} to {last}"

    def keep_in_mind(self, claims: Sequence[Claim]) -> str:
        """What is noted on the scope of claims, and which readings are unsure; or nothing."""
        notes: dict[str, list[str]] = {}
        for claim in claims:
            notes.setdefault(self.voice(claim), []).append((claim.scope_note or "").rstrip("."))
        voices: dict[str, list[str]] = {}
        for voice, noted in notes.items():
            voices.setdefault(". ".join(_longest(noted)), []).append(voice)
        said = [f"{listed(those)}: {note}" for note, those in voices.items() if note]
        unsure = min((claim.confidence for claim in claims), default=Decimal(1))
        if unsure < _UNSURE:
            said.append(f"The least sure of these readings has a confidence of {unsure}")
        return f" Keep in mind. {'. '.join(said)}." if said else ""


def listed(words: Iterable[str]) -> str:
    """Words in a row, each once.

    Args:
        words: Words.

    Returns:
        Such as "a, b and c".

    Example:
        >>> listed(["a", "b", "a", "c"])
        'a, b and c'
    """
    *first, last = list(dict.fromkeys(words)) or [""]
    return f"{', '.join(first)} and {last}" if first else last


def counted(number: int, one: str, many: str = "") -> str:
    """A number of things.

    Args:
        number: How many.
        one: What one is called.
        many: What several are called; ``one`` with an s by default.

    Returns:
        Such as "two claims".

    Example:
        >>> counted(2, "claim"), counted(12, "entry", "entries")
        ('two claims', '12 entries')
    """
    small = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    said = small[number] if number < len(small) else str(number)
    return f"{said} {one if number == 1 else many or one + 's'}"


def times(number: int) -> str:
    """How often.

    Args:
        number: How many times.

    Returns:
        Such as "twice".

    Example:
        >>> times(2), times(3)
        ('twice', 'three times')
    """
    return "twice" if number == 2 else counted(number, "time")


def days(start: date, end: date) -> str:
    """A period by its first day and the day after the last.

    Args:
        start: First day.
        end: The day after the last.

    Returns:
        Such as "May 2025" or "1 May 2025 to 14 May 2025".

    Example:
        >>> days(date(2024, 1, 1), date(2024, 6, 1)), days(date(2025, 5, 1), date(2025, 6, 1))
        ('January 2024 to May 2024', 'May 2025')
    """
    last = date.fromordinal(end.toordinal() - 1)
    if start.day == end.day == 1:
        first_month, last_month = start.isoformat()[:7], last.isoformat()[:7]
        return wording.edtf(
            first_month if first_month == last_month else f"{first_month}/{last_month}"
        )
    return wording.edtf(start.isoformat() if start == last else f"{start}/{last}")


def rounded(value: Decimal, step: Decimal = _PLACES) -> Decimal:
    """A computed number without digits that mean nothing.

    Args:
        value: The number.
        step: The last place to keep; huge numbers are left alone.

    Returns:
        The number rounded.

    Example:
        >>> rounded(Decimal("-13.8248847"))
        Decimal('-13.8249')
    """
    return Decimal(plain(value.quantize(step))) if abs(value) < Decimal("1e20") else value


def numbers(**named: Decimal | int | Interval | None) -> dict[str, Decimal]:
    """Figures by name, as a finding holds them; an interval gives ``_low`` and ``_high``.

    Args:
        **named: Figures; what is None or open is left out.

    Returns:
        The figures.

    Example:
        >>> numbers(computed=Interval(Decimal(1), None), stated=Decimal(2))
        {'computed_low': Decimal('1'), 'stated': Decimal('2')}
    """
    found: dict[str, Decimal] = {}
    for name, value in named.items():
        ends = (
            {f"{name}_low": value.low, f"{name}_high": value.high}
            if isinstance(value, Interval)
            else {name: value}
        )
        found |= {key: rounded(Decimal(end)) for key, end in ends.items() if end is not None}
    return found


def _longest(notes: Iterable[str]) -> list[str]:
    """Notes, each once, without those that another one holds already."""
    once = [note for note in dict.fromkeys(notes) if note]
    return [note for note in once if not any(note in other != note for other in once)]
