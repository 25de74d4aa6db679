"""Draws how times grow with the number of rows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def draw(grown: Mapping[str, Mapping[int, float]], path: Path) -> None:
    """Draw seconds over rows on logarithmic axes, beside a straight line of the same slope.

    Args:
        grown: Seconds by rows, by what was done.
        path: The picture; its ending says the format.
    """
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(6, 4), layout="constrained")
    for name, times in grown.items():
        rows = sorted(times)
        (line,) = axes.loglog(rows, [times[number] for number in rows], "o-", label=name)
        last = rows[-1]
        linear = [times[last] * number / last for number in rows]
        axes.loglog(rows, linear, ":", color=line.get_color(), linewidth=1)
    axes.set_xlabel("rows")
    axes.set_ylabel("seconds (dotted: in proportion to the rows)")
    axes.legend()
    figure.savefig(path, dpi=100)
