"""Runs commands as processes of their own, and says what they took."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

_KIB = 1024


@dataclass(frozen=True)
class Took:
    """What one run of a command took.

    Attributes:
        seconds: By the clock.
        cpu: Seconds of all its threads and children.
        peak: Largest resident memory of any of its processes, in bytes.
    """

    seconds: float
    cpu: float
    peak: int


def run(command: Sequence[str | Path]) -> Took:
    """Run a command to its end.

    Args:
        command: The program and its arguments.

    Returns:
        What it took.

    Raises:
        RuntimeError: It failed; the message carries its last words.
    """
    begin = time.perf_counter()
    process = subprocess.Popen(
        [str(word) for word in command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    words = process.stderr.read() if process.stderr else ""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}:\n{words[-2000:]}")
    seconds = time.perf_counter() - begin
    return Took(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _KIB)


def side_by_side(
    commands: dict[str, Sequence[str | Path]],
    rounds: int,
    *,
    before: Callable[[str], None] = lambda _: None,
) -> dict[str, Took]:
    """Run commands in turn, several times.

    Args:
        commands: By name.
        rounds: How often each.
        before: Called with the name before each run, such as to remove what the last one wrote.

    Returns:
        The median run of each, by the clock.
    """
    found: dict[str, list[Took]] = {name: [] for name in commands}
    for number in range(rounds):
        for name, command in commands.items():
            print(f"round {number + 1}: {name}", file=sys.stderr)
            before(name)
            found[name].append(run(command))
    return {
        name: sorted(runs, key=lambda one: one.seconds)[len(runs) // 2]
        for name, runs in found.items()
    }


def here(work: Callable[[], object], rounds: int) -> float:
    """Seconds that a call in this process takes, the median of some rounds."""
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def peak_here() -> int:
    """The largest resident memory of this process so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KIB


def size(path: Path) -> int:
    """Bytes of a file, or of all files in a folder."""
    if path.is_file():
        return path.stat().st_size
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
