"""The command ``kg``: each command parses, calls the library, writes.

Whatever a command can, ``import kg`` can. Data goes to standard output, progress and errors to
standard error. Exit codes: 0 done, 1 violations found, 2 bad input, 3 a query's limit, 4 the store,
130 interrupted.
"""

from kg.cli.main import main

__all__ = ["main"]
