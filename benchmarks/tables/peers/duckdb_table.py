"""DuckDB's own reading of the CSV into a sorted table: ``python duckdb_table.py CSV OUT``."""

from __future__ import annotations

import sys

import duckdb


def main() -> None:
    table, out = sys.argv[1:]
    connection = duckdb.connect(out)
    connection.execute(
        f"CREATE TABLE flows AS FROM read_csv('{table}', types = {{'hs6': 'VARCHAR'}}) "
        "ORDER BY hs6, exporter, importer, measure, month"
    )
    connection.close()


main()
