"""The record of a generation: files, and the triples that carry them.

A server may spell literals anew, rename blank nodes and forget in which order aliases stood. The
record must come back as it was put in; so it goes as the very files that a store on disk keeps, in
pieces of Base64, each file with its SHA-256.
"""

from __future__ import annotations

import base64
import json
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pyoxigraph as ox

from kg.errors import BadInput, StoreDamaged, StoreVersion
from kg.rdf import Literal, NamedNode, Triple, parse
from kg.store.contents import PARTS, Contents
from kg.tables.editions import Tables
from kg.vocab import Vocabulary

ROOT = "https://supply-chain-kg.example/store/"
"""Under it lies what a server holds beside the view: the state, records, what is on its way."""

FORMAT = "supply-chain-kg store on a server"
SCHEMA_VERSION = 1
_PIECE = NamedNode(ROOT + "piece")
_PIECE_BYTES = 6 << 10  # Virtuoso takes graphs with literals of 16 KB, and refuses some of 32
_INDEX = "manifest.json"

RECORDS_QUERY = f"SELECT DISTINCT ?record {{ GRAPH ?record {{ ?file {_PIECE} ?piece }} }}"
"""The query for all records, or parts of records, that are there."""


@dataclass(frozen=True)
class Manifest:
    """What a generation holds.

    Attributes:
        base: The IRI under which entities are minted.
        reasoned: Whether views show findings and derived claims.
        files: SHA-256 by path.
        graphs: The graphs of the default view: SHA-256 of its sorted triples, and their number.
        staged: Those that differ from the generation before, in the order in which they are staged.
        gone: Graphs of the generation before that are no more.
        nonce: Tells two writers apart that write the same.
    """

    base: str
    reasoned: bool
    files: Mapping[str, str]
    graphs: Mapping[str, tuple[str, int]]
    staged: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    nonce: str = field(default_factory=lambda: secrets.token_hex(8))
    format: str = FORMAT
    schema_version: int = SCHEMA_VERSION

    @classmethod
    def read(cls, text: bytes, where: str) -> Manifest:
        """A manifest from its JSON.

        Raises:
            StoreVersion: Another version wrote it.
        """
        found: dict[str, Any] = json.loads(text)
        if found.get("schema_version") != SCHEMA_VERSION:
            raise StoreVersion(
                f"{where} holds a store of schema version {found.get('schema_version')}, this is "
                f"{SCHEMA_VERSION}; use the version that wrote it, or build anew"
            )
        graphs = {
            name: (str(digest), int(count)) for name, (digest, count) in found["graphs"].items()
        }
        lists = {name: tuple(found[name]) for name in ("staged", "gone")}
        return cls(**{**found, "graphs": graphs, **lists})

    def text(self) -> bytes:
        """Its JSON."""
        return json.dumps(asdict(self), sort_keys=True).encode()


def record_graph(generation: str) -> str:
    """The graph that holds the files of a generation."""
    return f"{ROOT}record/{generation}"


def staged_graph(generation: str, number: int) -> str:
    """The graph in which a changed graph of a generation waits."""
    return f"{ROOT}staged/{generation}/{number}"


def written_files(contents: Contents, folder: Path) -> dict[str, bytes]:
    """The files of contents.

    Args:
        contents: What shall be kept.
        folder: An empty folder to write them to.

    Returns:
        Bytes by path.
    """
    from kg.columns import write_dataset

    shutil.copytree(contents.vocab.folder, folder / "ontology", copy_function=shutil.copyfile)
    for part, dataset in contents.parts.items():
        write_dataset(dataset, folder / part, vocab=contents.vocab)
    ox.serialize(contents.foreign, str(folder / "foreign.nq"), format=ox.RdfFormat.N_QUADS)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """SHA-256 by path."""
    return {name: sha256(content).hexdigest() for name, content in files.items()}


def name_of(number: int, manifest: bytes) -> str:
    """What a generation is called: its number, and the beginning of its manifest's SHA-256.

    Example:
        >>> name_of(2, b"{}")
        'g000002-44136fa355b3678a'
    """
    return f"g{number:06}-{sha256(manifest).hexdigest()[:16]}"


def pieces(generation: str, manifest: bytes, files: Mapping[str, bytes]) -> Iterator[Triple]:
    """The triples that carry a generation's files."""
    for name, content in {**files, _INDEX: manifest}.items():
        subject = NamedNode(f"{record_graph(generation)}/{quote(name)}")
        for start in range(0, max(len(content), 1), _PIECE_BYTES):
            piece = base64.b64encode(content[start : start + _PIECE_BYTES]).decode()
            yield Triple(subject, _PIECE, Literal(f"{start:012}:{piece}"))


def pieces_query(generation: str) -> str:
    """The query for a generation's pieces."""
    return (
        f"SELECT ?file ?piece {{ GRAPH <{record_graph(generation)}> {{ ?file {_PIECE} ?piece }} }}"
    )


def unpacked(
    rows: Iterable[tuple[Any, ...]], generation: str, folder: Path, where: str
) -> Manifest:
    """Put the files of a generation into a folder.

    Args:
        rows: File and piece, in any order.
        generation: Its name.
        folder: Where the files shall lie.
        where: The server, for messages.

    Returns:
        The manifest.

    Raises:
        StoreDamaged: A file is missing or not what was written.
    """
    parts: dict[str, list[str]] = {}
    opening = f"{record_graph(generation)}/"
    for file, piece in rows:
        parts.setdefault(unquote(file.value.removeprefix(opening)), []).append(piece.value)
    files = {name: _joined(found) for name, found in parts.items()}
    text = files.pop(_INDEX, b"")
    if not generation.endswith(sha256(text).hexdigest()[:16]):
        raise _damaged(where, generation, _INDEX)
    manifest = Manifest.read(text, where)
    for name, digest in manifest.files.items():
        if name not in files or sha256(files[name]).hexdigest() != digest:
            raise _damaged(where, generation, name)
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files[name])
    return manifest


def read_files(folder: Path, manifest: Manifest, vocab: Vocabulary) -> Contents:
    """The contents that files stand for.

    Args:
        folder: Where :func:`unpacked` put them.
        manifest: What it returned.
        vocab: The ontology among them.

    Returns:
        The contents.
    """
    from kg.columns import read_dataset

    try:
        parts = {
            part: read_dataset(folder / part, vocab=vocab)
            for part in PARTS
            if (folder / part).is_dir()
        }
        foreign, _ = parse(folder / "foreign.nq")
    except BadInput as error:
        raise StoreDamaged(f"{error}; build the store anew") from error
    return Contents(vocab, parts, tuple(foreign), manifest.reasoned, Tables(folder / "tables"))


def _joined(found: list[str]) -> bytes:
    """The bytes of a file from its pieces; b"" where they make none."""
    try:
        return b"".join(
            base64.b64decode(piece.partition(":")[2], validate=True) for piece in sorted(found)
        )
    except ValueError:
        return b""


def _damaged(where: str, generation: str, name: str) -> StoreDamaged:
    return StoreDamaged(
        f"{where}: {name} of generation {generation} is missing or not what was written; "
        "build the store anew"
    )
