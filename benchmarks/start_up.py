"""How long a command takes before it does anything, beside what its parts cost.

Run it with ``.venv/bin/python benchmarks/start_up.py``. Each command is a process of its own; the
commands are run in turn, so that a machine whose speed drifts slows all of them alike. What counts
is the ratio to a bare Python.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 7
BARE = "bare python"


def commands(store: Path) -> dict[str, list[str]]:
    kg = [sys.executable, "-m", "kg"]
    return {
        BARE: [sys.executable, "-c", "pass"],
        "import pyoxigraph": [sys.executable, "-c", "import pyoxigraph"],
        "import rdflib": [sys.executable, "-c", "import rdflib"],
        "import networkx": [sys.executable, "-c", "import networkx"],
        "import pandas": [sys.executable, "-c", "import pandas"],
        "kg --help": [*kg, "--help"],
        "kg query ASK": [*kg, "query", "ASK { country:CHN ?p ?o }", "--store", str(store)],
        "kg show China": [*kg, "show", "China", "--store", str(store)],
        "kg network": [*kg, "network", "relations", "--store", str(store)],
    }


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        subprocess.run([sys.executable, "-m", "kg", "build", "-q", "--store", store], check=True)
        times: dict[str, list[float]] = {}
        for _ in range(ROUNDS + 1):
            for name, command in commands(store).items():
                began = time.perf_counter()
                subprocess.run(command, check=True, capture_output=True)
                times.setdefault(name, []).append(time.perf_counter() - began)
    bare = statistics.median(times[BARE][1:])  # the first round only warms up
    print(f"{'command':20} {'median ms':>10} {'min':>6} {'max':>6} {'× bare':>7}")
    for name, found in times.items():
        counted = found[1:]
        median = statistics.median(counted)
        spread = f"{1000 * min(counted):6.0f} {1000 * max(counted):6.0f}"
        print(f"{name:20} {1000 * median:10.0f} {spread} {median / bare:7.1f}")


if __name__ == "__main__":
    main()
