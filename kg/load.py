"""Read files of claims that people add to a store: CSV of any kind, RDF of any format.

RDF is read as rows as far as it stands for rows of ours, wherever it was made. Triples that follow
from those rows or from the ontology are known by making them anew, and dropped; all others are
foreign and kept: in their own named graph, or in one named after the file.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import chain
from pathlib import Path

from kg.claim import ID_VERSION, Claim, claim_id
from kg.curated import read_files
from kg.dataset import Dataset
from kg.derive import derivations
from kg.entity import Entity
from kg.errors import BadInput
from kg.export.blank import relabelled
from kg.export.extract import Extract
from kg.export.jelly import parse_jelly
from kg.export.triples import reifiers
from kg.files import sha256
from kg.mapping import RdfMapping
from kg.rdf import RDF_TYPE, DefaultGraph, NamedNode, Quad, Triple, parse
from kg.rows import write_rows
from kg.store import Contents
from kg.validate import problems
from kg.vocab import Vocabulary

_READERS: Mapping[str, Callable[[Path], list[Quad]]] = {".jelly": parse_jelly}
_DIGITS = 12


@dataclass(frozen=True)
class Loaded:
    """What files hold.

    Attributes:
        dataset: Claims, entities, sources and retractions that were not known yet.
        foreign: Triples that are none of these, in graphs of their own.
    """

    dataset: Dataset
    foreign: tuple[Quad, ...] = ()


def load(files: Sequence[Path], *, vocab: Vocabulary, known: Dataset | None = None) -> Loaded:
    """Read files.

    Args:
        files: CSV files of claims, entities, sources or retractions; RDF of any format. ``.gz`` is
            allowed. They may refer to one another, whatever their order.
        vocab: The ontology.
        known: What is there already and may be referred to.

    Returns:
        What is new in them.

    Raises:
        BadRow: A row of a CSV file cannot be read.
        BadInput: A file cannot be read, or a claim in it is unsound or differs from a known one.

    Example:
        >>> from kg.curated import read_data
        >>> import tempfile
        >>> vocab, path = Vocabulary.load(), Path(tempfile.mkdtemp()) / "mine.csv"
        >>> _ = path.write_text(template(vocab), encoding="utf-8")
        >>> len(load([path], vocab=vocab, known=read_data()).dataset.claims)
        1
    """
    known = known or Dataset.of()
    tables = [path for path in files if _suffix(path) == ".csv"]
    read = {path: _RdfFile(path, vocab) for path in files if path not in tables}
    rows = Dataset.of()
    for file in read.values():
        rows = rows | file.dataset
    together = known | _with_known_names(rows, known)
    _refuse_unsound(read, vocab, together)
    together = read_files(tables, vocab=vocab, known=together)
    _refuse_changes(known, together)
    foreign = dict.fromkeys(quad for file in read.values() for quad in file.foreign())
    return Loaded(_news(together, known), tuple(foreign))


def template(vocab: Vocabulary) -> str:
    """A CSV file to start from: every column that people fill, and one row to be replaced.

    Args:
        vocab: The ontology.

    Returns:
        Its text; it loads beside the shipped data.

    Example:
        >>> template(Vocabulary.load()).partition(",")[0]
        'claim_type'
    """
    names = [column.name for column in vocab.columns if column.name not in _COMPUTED]
    text = io.StringIO(newline="")
    write_rows(text, names, [[_EXAMPLE.get(name, "") for name in names]])
    return text.getvalue()


_COMPUTED = frozenset(
    {
        "id",
        "start",
        "start_latest",
        "end_earliest",
        "end",
        "low",
        "high",
        "span_hash",
        "published",
        "recorded",
        "premises",
        "formula",
    }
)
"""Columns that are computed where a file leaves them out."""

_EXAMPLE = {
    "claim_type": "kg:Structure",
    "subject": "product:ndfeb-magnets",
    "predicate": "kg:contains",
    "object": "element:Nd",
    "modality": "asserted",
    "source_id": "source:materials-ladder",
    "locator": "row:999999",
    "extractor": "curated",
    "gist": "An example to be replaced: NdFeB magnets contain neodymium.",
}


class _RdfFile:
    """An RDF file, read as rows and as what is left over."""

    def __init__(self, path: Path, vocab: Vocabulary) -> None:
        self.path = path
        self._vocab = vocab
        self._mapping = RdfMapping(vocab)
        self._graphs = vocab.expand("graph:")
        quads = _READERS.get(_suffix(path), _parse)(path)
        if not quads:
            raise BadInput(f"{path} holds no triples")
        self._quads = list(relabelled(map(self._gathered, quads), "b"))
        self._refuse_other_base()
        self.dataset = _stated(self._mapping.read(self._rows()), vocab)

    def _is_ours(self, quad: Quad) -> bool:
        return quad.graph_name == DefaultGraph()

    def _gathered(self, quad: Quad) -> Quad:
        """The quad; in the default graph if it stands in a graph that only we write to."""
        graph = quad.graph_name
        if isinstance(graph, NamedNode) and graph.value.startswith(self._graphs):
            local = graph.value.removeprefix(self._graphs)
            if not local.startswith("foreign-"):
                return Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())
        return quad

    def _rows(self) -> Iterator[Quad]:
        """Where rows are looked for: our own graphs, or all if the file has none of ours."""
        ours = any(map(self._is_ours, self._quads))
        for quad in self._quads:
            if not ours or self._is_ours(quad):
                yield Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())

    def _refuse_other_base(self) -> None:
        """Claims minted under another base IRI would silently become foreign triples."""
        types = {NamedNode(self._vocab.expand(id_)) for id_ in self._vocab.claim_types}
        for quad in self._quads:
            if quad.predicate == RDF_TYPE and quad.object in types:
                subject = quad.subject
                if isinstance(subject, NamedNode) and self._vocab.compact(subject.value) is None:
                    raise BadInput(
                        f"{self.path}: {subject} is a claim, but not one under the base IRI "
                        f"{self._vocab.base}; build the store with the base IRI of the file"
                    )

    def foreign(self) -> Iterator[Quad]:
        """The quads that neither the rows of the file nor the ontology give.

        A triple of ours that stands in a foreign graph as well is kept there; one that stands there
        only is what the row was read from.
        """
        made = set(self._made())
        inside = {quad.triple for quad in self._quads if self._is_ours(quad)}
        name = f"graph:foreign-{sha256(self.path)[:_DIGITS]}"
        graph = NamedNode(self._vocab.expand(name))
        for quad in self._quads:
            if self._is_ours(quad):
                if quad.triple not in made:
                    yield Quad(quad.subject, quad.predicate, quad.object, graph)
            elif quad.triple in inside or quad.triple not in made:
                yield quad

    def _made(self) -> Iterator[Triple]:
        """All triples that follow from the rows and from the ontology."""
        contents = Contents(self._vocab)
        derived = contents.derivations(self.dataset)
        made = Extract(contents, self.dataset, derived, name="any", description="")
        return chain((quad.triple for quad in made.quads()), reifiers(made))


def _parse(path: Path) -> list[Quad]:
    return parse(path)[0]


def _stated(dataset: Dataset, vocab: Vocabulary) -> Dataset:
    """Rows without what follows from them: derived claims are made anew, never taken over."""
    stated = replace(dataset, claims=tuple(claim for claim in dataset.claims if not claim.premises))
    used = {id_ for claim in stated.claims for id_ in claim.mentions}
    partners = {claim.object for claim in dataset.claims if claim.premises} - used
    entities = {id_: row for id_, row in stated.entities.items() if id_ not in partners}
    made = derivations(replace(stated, entities=entities), vocab)
    return replace(
        stated,
        entities={id_: row for id_, row in stated.entities.items() if id_ not in made.entities},
        sources={id_: row for id_, row in stated.sources.items() if id_ not in made.sources},
    )


def _suffix(path: Path) -> str:
    return Path(path.name.lower().removesuffix(".gz")).suffix


def _with_known_names(rows: Dataset, known: Dataset) -> Dataset:
    """Rows of entities that are known add to their names and codes."""
    return replace(
        rows,
        entities={
            id_: _merged(known.entities[id_], entity) if id_ in known.entities else entity
            for id_, entity in rows.entities.items()
        },
    )


def _merged(before: Entity, entity: Entity) -> Entity:
    names = dict.fromkeys([*before.aliases, *entity.aliases])
    return replace(
        entity,
        aliases=tuple(name for name in names if name != entity.label),
        codes=tuple(sorted({**dict(before.codes), **dict(entity.codes)}.items())),
        note=entity.note or before.note,
    )


def _refuse_unsound(read: Mapping[Path, _RdfFile], vocab: Vocabulary, together: Dataset) -> None:
    """What is read from RDF must be as sound as what is read from CSV."""
    for path, file in read.items():
        for entity in file.dataset.entities.values():
            prefix = vocab.classes[entity.type].prefix
            if entity.id.partition(":")[0] != prefix:
                label = vocab.label(entity.type)
                raise BadInput(f"{path}: {entity.id}: a {label} has an id like {prefix}:Name")
        for claim in file.dataset.claims:
            for problem in problems(
                claim, vocab=vocab, entities=together.entities, sources=together.sources
            ):
                where = f"{path}: {claim.id}, {problem.column}"
                raise BadInput(f"{where}: {problem.value!r}: {problem.why}")
            _refuse_wrong_id(path, claim, vocab, together)


def _refuse_wrong_id(path: Path, claim: Claim, vocab: Vocabulary, together: Dataset) -> None:
    """A claim whose id says that it is a hash must be what was hashed."""
    if claim.id.partition(":")[0] != "claim":
        raise BadInput(f"{path}: {claim.id}: a claim has an id like claim:Name")
    if not claim.id.startswith(f"claim:{ID_VERSION}-"):
        return
    slots = {column.name: getattr(claim, column.name) for column in vocab.columns}
    expected = claim_id(together.sources[claim.source_id].digest, slots)
    if claim.id != expected:
        raise BadInput(f"{path}: {claim.id} was changed: what it says has the id {expected}")


def _refuse_changes(known: Dataset, together: Dataset) -> None:
    """A known claim stays as it is, and so does the document it was read from."""
    by_id = {claim.id: claim for claim in known.claims}
    for claim in together.claims:
        before = by_id.get(claim.id, claim)
        if before != claim:
            changed = [
                name for name in asdict(claim) if getattr(before, name) != getattr(claim, name)
            ]
            raise BadInput(
                f"{claim.id} is known already with another {', '.join(changed)}; a claim never "
                "changes: retract it, and add another one"
            )
    for id_, source in known.sources.items():
        if together.sources[id_].digest != source.digest:
            raise BadInput(f"{id_} is known already with another document (sha256)")


def _news(together: Dataset, known: Dataset) -> Dataset:
    """What is in one dataset and not in the other."""
    claims, retractions = set(known.claims), set(known.retractions)
    return Dataset.of(
        entities=(
            entity for id_, entity in together.entities.items() if known.entities.get(id_) != entity
        ),
        sources=(
            source for id_, source in together.sources.items() if known.sources.get(id_) != source
        ),
        claims=(claim for claim in together.claims if claim not in claims),
        retractions=(row for row in together.retractions if row not in retractions),
    )
