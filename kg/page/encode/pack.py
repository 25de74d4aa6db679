"""Columns as bytes: how big data are packed into the page's data block.

What is packed is a JSON text with its length in front, and a tail of bytes behind it. In the place
of a long column the JSON says where in the tail it lies. ``viz/unpack.js`` reads it.
"""

from __future__ import annotations

import base64
import json
import re
import struct
import zlib
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

DEFLATED_FROM = 64 * 1024
"""Data of so many bytes are packed; smaller ones can be read in the page's source."""

_LEVEL, _QUICK = 9, 1
_SHORT = 32
"""So few numbers or texts stay in the JSON."""

_TYPES = {"Uint8": "B", "Int8": "b", "Uint16": "H", "Int16": "h", "Int32": "i"}
"""JavaScript's typed arrays, the narrowest first, with their codes in :mod:`struct`."""

_ALIGNED = 4
"""A typed array begins at a multiple of its items' size."""

_MUCH_LESS = 0.9
"""Steps have to be summed by the reader, so they must be worth it."""

_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
_HEX = re.compile(r"(?:[0-9a-f]{2})+", re.ASCII)


class Numbers(list[int]):
    """Whole numbers of 32 bits with a sign that may be packed as bytes."""


class Texts(list[str]):
    """Texts that may be packed, to be read only where they are asked for."""


def json_block(data: Any) -> str:
    """JSON that can stand inside a script element: ASCII only, without ``<``, ``>`` and ``&``.

    Args:
        data: What JSON can hold; columns in it are :class:`Numbers` and :class:`Texts`.

    Returns:
        Its text; where that is long, JSON with one member ``deflated``: the packed bytes,
        compressed (RFC 1950) and in Base64.

    Example:
        >>> json_block(["</script>"])
        '["\\\\u003c/script\\\\u003e"]'
    """
    text = json_text(data)
    if len(text) >= DEFLATED_FROM:
        return json.dumps({"deflated": _deflated(_packed_bytes(data))}, separators=(",", ":"))
    return text.translate(_ESCAPES)


def packed(text: str) -> str:
    """A text compressed, as ``viz/inflate.js`` reads it.

    Args:
        text: Any text without half surrogates.

    Returns:
        Base64 of a zlib stream (RFC 1950) of its UTF-8.

    Example:
        >>> zlib.decompress(base64.b64decode(packed("a"))).decode()
        'a'
    """
    return _deflated(text.encode("utf-8"))


def json_text(data: Any) -> str:
    """The shortest JSON, in ASCII.

    Args:
        data: What JSON can hold.

    Returns:
        Its text.

    Example:
        >>> json_text({"a": Numbers([1, 2])})
        '{"a":[1,2]}'
    """
    return json.dumps(data, ensure_ascii=True, separators=(",", ":"), allow_nan=False)


def weight(column: Any) -> int:
    """About how many bytes a column takes in the page.

    Args:
        column: What JSON can hold.

    Returns:
        Its bytes, packed and compressed in haste.

    Example:
        >>> weight(Numbers([7] * 1000)) < weight(Numbers(range(0, 9000, 9)) + [1, 5, 3])
        True
    """
    return _size(_packed_bytes(column))


def _deflated(content: bytes) -> str:
    return base64.b64encode(zlib.compress(content, _LEVEL)).decode("ascii")


def _packed_bytes(data: Any) -> bytes:
    tail = bytearray()
    head = json_text(_moved(data, tail)).encode("ascii")
    head += b" " * (-len(head) % _ALIGNED)
    return len(head).to_bytes(4, "little") + head + bytes(tail)


def _moved(data: Any, tail: bytearray) -> Any:
    """The data with long columns moved into the tail."""
    if isinstance(data, dict):
        return {name: _moved(value, tail) for name, value in data.items()}
    if not isinstance(data, list) or not data:
        return data
    long = len(data) > _SHORT
    if isinstance(data, Numbers):
        return _numbers(data, tail) if long else data
    if isinstance(data, Texts):
        return _texts(data, tail) if long else data
    return [_moved(value, tail) for value in data]


def _numbers(numbers: Numbers, tail: bytearray) -> dict[str, Any]:
    """Numbers in the type that fits; the steps between them where those take much less room."""
    type_, content = _typed(numbers)
    found: dict[str, Any] = {"count": len(numbers)}
    steps = [numbers[0], *(after - before for before, after in pairwise(numbers))]
    if _fits(steps, "i"):
        step_type, step_content = _typed(steps)
        if _size(step_content) < _MUCH_LESS * _size(content):
            type_, content = step_type, step_content
            found["steps"] = True
    return {"at": _place(tail, content), "type": type_} | found


def _typed(values: Sequence[int]) -> tuple[str, bytes]:
    """The narrowest typed array that holds the values, and its bytes."""
    for type_, code in _TYPES.items():
        if _fits(values, code):
            return type_, struct.pack(f"<{len(values)}{code}", *values)
    raise OverflowError(
        f"a column from {min(values)} to {max(values)} does not fit into 32 bits with a sign"
    )


def _fits(values: Sequence[int], code: str) -> bool:
    bits = 8 * struct.calcsize(f"<{code}")
    least = -(1 << (bits - 1)) if code.islower() else 0
    return least <= min(values) and max(values) < least + (1 << bits)


def _size(content: bytes) -> int:
    return len(zlib.compress(content, _QUICK))


def _texts(texts: Texts, tail: bytearray) -> dict[str, Any]:
    """Texts as JSON; hashes of one length as the bytes they spell."""
    length = len(texts[0])
    if all(len(text) == length and _HEX.fullmatch(text) for text in texts):
        place = _place(tail, bytes.fromhex("".join(texts)))
        return {"at": place, "count": len(texts), "hex": length // 2}
    content = json_text(texts).encode("ascii")
    return {"at": _place(tail, content), "length": len(content)}


def _place(tail: bytearray, content: bytes) -> int:
    tail += bytes(-len(tail) % _ALIGNED)
    place = len(tail)
    tail += content
    return place
