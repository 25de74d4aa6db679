"""What a page holds compressed, as its script reads it."""

from __future__ import annotations

import base64
import json
import re
import struct
import zlib
from itertools import accumulate
from typing import Any


def unpacked_text(packed: str) -> str:
    """A compressed text."""
    return zlib.decompress(base64.b64decode(packed)).decode("utf-8")


def unpacked(block: str) -> Any:
    """What a data block holds, its columns as lists."""
    read = json.loads(block)
    if "deflated" not in read:
        return read
    content = zlib.decompress(base64.b64decode(read["deflated"]))
    head = 4 + int.from_bytes(content[:4], "little")
    return _listed(json.loads(content[4:head]), content[head:])


def data_of(page: str) -> Any:
    """What the data block of a whole page holds."""
    block = re.search(r'<script id="data" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert block is not None
    return unpacked(block[1])


def _listed(tree: Any, tail: bytes) -> Any:
    if isinstance(tree, list):
        return [_listed(value, tail) for value in tree]
    if not isinstance(tree, dict):
        return tree
    names = set(tree)
    if {"at", "count", "type"} <= names:
        return _numbers(tail, **tree)
    if names == {"at", "length"}:
        return json.loads(tail[tree["at"] : tree["at"] + tree["length"]])
    if names == {"at", "count", "hex"}:
        texts = range(tree["at"], tree["at"] + tree["count"] * tree["hex"], tree["hex"])
        return [tail[at : at + tree["hex"]].hex() for at in texts]
    return {name: _listed(value, tail) for name, value in tree.items()}


def _numbers(tail: bytes, *, at: int, count: int, type: str, steps: bool = False) -> list[int]:
    codes = {"Uint8": "B", "Int8": "b", "Uint16": "H", "Int16": "h", "Int32": "i"}
    values = struct.unpack_from(f"<{count}{codes[type]}", tail, at)
    return list(accumulate(values) if steps else values)
