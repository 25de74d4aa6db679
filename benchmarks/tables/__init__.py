"""Benchmarks of trade tables: import, mapping to N-Quads, projection, size; beside other tools."""
