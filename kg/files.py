"""Files: where ours lie, how others are written so that nothing is ever half written."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import shutil
import tempfile
import weakref
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from kg.errors import BadInput

UNREADABLE = (OSError, EOFError, zlib.error)
"""What reading raises where the disk fails or a ``.gz`` file is cut off or damaged."""

_PACKAGE = Path(__file__).resolve().parent
_LONGEST_NAME = 100  # of a file beside another, so that the whole name stays within 255 bytes


def bundled(name: str) -> Path:
    """The directory ``ontology``, ``data`` or ``viz`` that ships with the package.

    In an installed wheel it lies inside the package, in a checkout beside it.

    Args:
        name: "ontology", "data" or "viz".

    Returns:
        The directory.

    Raises:
        BadInput: The installation lacks it.

    Example:
        >>> (bundled("ontology") / "relations.ttl").is_file()
        True
    """
    for folder in (_PACKAGE / "bundled" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise BadInput(f"the installation lacks its folder {name!r}; install supply-chain-kg anew")


def sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal.

    Args:
        path: The file.

    Returns:
        64 hexadecimal digits.

    Example:
        >>> len(sha256(bundled("ontology") / "relations.ttl"))
        64
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def link(path: Path, target: Path) -> None:
    """Let a file that nobody changes stand in another place too; a copy where links cannot be made.

    Args:
        path: The file.
        target: A path that does not exist yet, in a folder that does.

    Example:
        >>> import tempfile
        >>> copy = Path(tempfile.mkdtemp()) / "relations.ttl"
        >>> link(bundled("ontology") / "relations.ttl", copy)
        >>> sha256(copy) == sha256(bundled("ontology") / "relations.ttl")
        True
    """
    try:
        target.hardlink_to(path)
    except (OSError, NotImplementedError):
        shutil.copyfile(path, target)


@contextmanager
def written(path: Path, *, lasting: bool = True) -> Iterator[BinaryIO]:
    """Write a file all or nothing: beside it first, then swapped in.

    A name that ends in ``.gz`` is compressed, with no time stamp, so that the same content gives
    the same bytes. On any error, Ctrl-C included, the old file stays and no part of the new one.
    What is no file, such as a terminal or ``/dev/null``, is written to as it comes.

    Args:
        path: Where the file shall stand.
        lasting: Whether it must be on the disk, not only on its way there, before it is swapped in.
            A file that can be made again, and takes no other's place, need not be.

    Yields:
        A binary file to write to.

    Raises:
        BadInput: The folder does not exist or cannot be written to.

    Example:
        >>> import tempfile
        >>> target = Path(tempfile.mkdtemp()) / "greeting.txt"
        >>> with written(target) as file:
        ...     _ = file.write(b"hello")
        >>> target.read_text(encoding="utf-8")
        'hello'
    """
    if path.is_dir():
        raise BadInput(f"cannot write {path}: it is a directory")
    if path.exists() and not path.is_file():
        with path.open("wb") as device, _packed(device, path) as file:
            yield file
        return
    prefix = f".{path.name[: _LONGEST_NAME // 4]}."
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=prefix, suffix=".part")
    except OSError as error:
        raise BadInput(f"cannot write {path}: {error.strerror or error}") from error
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as raw:
            with _packed(raw, path) as file:
                yield file
            raw.flush()
            if lasting or path.exists():
                os.fsync(raw.fileno())
        beside.chmod(0o666 & ~_umask())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def _packed(raw: BinaryIO, path: Path) -> Iterator[BinaryIO]:
    """A file to write to that is compressed on the way where the path says so."""
    if path.suffix != ".gz":
        yield raw
        return
    with gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as packed:
        yield cast(BinaryIO, packed)


def temporary_folder(owner: object) -> Path:
    """A folder for what an object needs on disk; it goes when the object goes.

    Args:
        owner: The object.

    Returns:
        The folder, empty.

    Example:
        >>> class Owner: ...
        >>> owner = Owner()
        >>> folder = temporary_folder(owner)
        >>> del owner
        >>> folder.exists()
        False
    """
    folder = Path(tempfile.mkdtemp(prefix="kg-"))
    weakref.finalize(owner, shutil.rmtree, folder, ignore_errors=True)
    return folder


def opened(path: Path) -> BinaryIO:
    """Open a file for reading bytes, unpacked if its name ends in ``.gz``.

    Args:
        path: The file.

    Returns:
        A binary file.

    Raises:
        BadInput: It does not exist or cannot be read.

    Example:
        >>> with opened(bundled("ontology") / "relations.ttl") as file:
        ...     file.read(7)
        b'@prefix'
    """
    try:
        return cast(BinaryIO, gzip.open(path)) if path.suffix == ".gz" else path.open("rb")
    except OSError as error:
        raise BadInput(f"cannot read {path}: {error.strerror or error}") from error


def read_text(path: Path) -> str:
    """The text of a UTF-8 file (a byte order mark is dropped, line ends are kept as they are).

    Args:
        path: The file.

    Returns:
        Its characters.

    Raises:
        BadInput: It cannot be read or is not UTF-8.

    Example:
        >>> read_text(bundled("ontology") / "relations.ttl").startswith("@prefix")
        True
    """
    with opened(path) as file, io.TextIOWrapper(file, encoding="utf-8-sig", newline="") as text:
        try:
            return text.read()
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            raise BadInput(f"{path}, line {line}: not UTF-8; save the file as UTF-8") from error
        except UNREADABLE as error:
            raise BadInput(f"cannot read {path}: {error}") from error


def _umask() -> int:
    """The permission bits a new file shall not have (there is no way to read it but to set it)."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
