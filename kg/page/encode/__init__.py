"""A page's data as JSON: columns of numbers with tables of texts, packed where they are big.

``body`` is what ``viz/data.js`` reads; ``pack`` puts it into the page; ``columns`` are the two
kinds of column; ``claims`` leaves out what the reader can work out from other columns.
"""

from kg.page.encode.body import FORMAT, encoded
from kg.page.encode.pack import DEFLATED_FROM, Numbers, json_block, packed

__all__ = ["DEFLATED_FROM", "FORMAT", "Numbers", "encoded", "json_block", "packed"]
