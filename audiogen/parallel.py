"""Work on several cores at once, in threads: numpy and the codecs let go of Python's lock while they work."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Final, Self, TypeVar

_Result = TypeVar("_Result")

CORES: Final = os.cpu_count() or 1


class Workers:
    """A fixed number of threads, shared by all sessions; used as `with Workers(…) as workers:`."""

    def __init__(self, threads: int = CORES) -> None:
        """Start nothing yet; `threads` ≥ 1."""
        self._threads = threads
        self._pool = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="worker")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Wait for the tasks that have begun; drop those that have not."""
        self._pool.shutdown(cancel_futures=True)

    def in_order(self, tasks: Iterable[Callable[[], _Result]]) -> Iterator[_Result]:
        """The results of tasks, in the order of the tasks; at most one more than there are threads is submitted ahead.

        When a task raises, so does the iterator at its place; later tasks that have not begun are dropped.
        """
        ahead: deque[Future[_Result]] = deque()
        try:
            for task in tasks:
                if len(ahead) > self._threads:
                    yield ahead.popleft().result()
                ahead.append(self._pool.submit(task))
            while ahead:
                yield ahead.popleft().result()
        finally:
            for future in ahead:
                future.cancel()
