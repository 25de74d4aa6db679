"""An answer that another thread reads, batch by batch, while its reader waits with a limit."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from queue import Empty, SimpleQueue
from typing import Any

from kg.errors import QueryLimit

_READ_AHEAD = 4  # batches that may wait to be read
_SLICE = 0.2  # seconds; how often a wait looks up, so that Ctrl-C is heard everywhere

Batch = list[Any] | Exception | None
"""Some of the answer; an error it ends with; None at its end."""


class Stream(ABC):
    """What a query gives as it comes.

    The time limit counts the time its reader waits; a slow reader is never punished. Iterating
    gives rows as tuples of terms (the names of the columns first), or triples. It raises
    QueryLimit where the time is up, and another KgError where the query fails.

    Args:
        seconds: The time limit; None for no limit.

    Attributes:
        header: What kind of answer it is.
    """

    header: dict[str, Any]

    def __init__(self, seconds: float | None) -> None:
        self._seconds = self._left = seconds
        self._wanted: SimpleQueue[bool] = SimpleQueue()
        self._batches: SimpleQueue[Batch] = SimpleQueue()
        self._batch: Iterator[Any] = iter(())
        self._ended = False
        self._deadline: float | None = None
        for _ in range(_READ_AHEAD):
            self._wanted.put(True)

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        for item in self._batch:
            return item
        while not self._ended:
            batch = self._next_batch()
            if batch is None:
                self._ended = True
                self._end()
                break
            if isinstance(batch, Exception):
                self._ended = True
                self.close()
                raise batch
            self._wanted.put(True)
            self._batch = iter(batch)
            for item in self._batch:
                return item
        raise StopIteration

    def _next_batch(self) -> Batch:
        """The next batch, within the time that is left."""
        begun = time.monotonic()
        if self._deadline is not None and begun > self._deadline:
            raise self._too_long()
        if not self._batches.empty():  # nobody else takes from it
            return self._batches.get_nowait()
        while True:
            left = _SLICE
            if self._left is not None:
                left = self._left - (time.monotonic() - begun)
            if left <= 0:
                raise self._too_long()
            try:
                batch = self._batches.get(timeout=min(left, _SLICE))
            except Empty:
                continue
            if self._left is not None:
                self._left -= time.monotonic() - begun
            return batch

    def count_all_time(self) -> None:
        """From now on the reader's own time counts too: it keeps all rows before it shows one."""
        if self._left is not None:
            self._deadline = time.monotonic() + self._left

    def _too_long(self) -> QueryLimit:
        """Stop the query and say why."""
        self.close()
        return QueryLimit(
            f"the query took longer than {self._seconds:g} s and was stopped{self._whose()}; "
            "narrow it down, or give it more time (--timeout, timeout=)"
        )

    def _whose(self) -> str:
        """What is to be said of a time limit besides; nothing."""
        return ""

    @abstractmethod
    def _end(self) -> None:
        """Raise the error that the query ended with, if it did."""

    @abstractmethod
    def close(self) -> None:
        """Stop the query, if it still runs."""
