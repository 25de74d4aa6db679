"""The evidence for a claim: all it says, where it comes from, and the very words it stands on.

Documents are not stored. Where they are at hand they are found by content: by the SHA-256 of the
whole, or, where a text was changed since, by the hashes of the quoted words and of the quotations
around them. Only hashes are compared, so the words need not be known to be found.
"""

from kg.evidence.places import CONTEXT, Passage
from kg.evidence.tell import Evidence, Slot, View, evidence, render

__all__ = ["CONTEXT", "Evidence", "Passage", "Slot", "View", "evidence", "render"]
