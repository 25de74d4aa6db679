"""Read people's CSV files into claims: a data folder, or files of their own.

A folder holds ``sources.csv``, ``entities/*.csv`` and ``claims/*.csv``. Each row is checked as it
is read; an error names file, line, column and value. What can be computed is computed: ids, bounds
of periods, bands of numbers, the day a source was published.
"""

from kg.curated.folder import read_data, read_files

__all__ = ["read_data", "read_files"]
