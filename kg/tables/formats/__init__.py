"""The formats that are known: one module a publisher, each with its ``FORMATS``."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from kg.tables.format import Format


@cache
def every() -> tuple[Format, ...]:
    """All formats, by name.

    Returns:
        What the modules of this folder export as ``FORMATS``.

    Example:
        >>> [format.name for format in every()] == sorted(format.name for format in every())
        True
    """
    found = [
        format_
        for module in pkgutil.iter_modules(__path__)
        for format_ in getattr(import_module(f"{__name__}.{module.name}"), "FORMATS", ())
    ]
    return tuple(sorted(found, key=lambda format_: format_.name))
