"""What a page holds compressed, as its script reads it."""

from __future__ import annotations

import base64
import json
import re
import zlib
from typing import Any


def unpacked_text(packed: str) -> str:
    """A compressed text."""
    return zlib.decompress(base64.b64decode(packed)).decode("utf-8")


def unpacked(block: str) -> Any:
    """What a data block holds."""
    read = json.loads(block)
    return json.loads(unpacked_text(read["deflated"])) if "deflated" in read else read


def data_of(page: str) -> Any:
    """What the data block of a whole page holds."""
    block = re.search(r'<script id="data" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert block is not None
    return unpacked(block[1])
