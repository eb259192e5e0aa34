"""Work on several cores at once, in threads: numpy and the codecs let go of Python's lock while they work."""

from __future__ import annotations

import os
import queue
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Final, Generic, Self, TypeVar

_Result = TypeVar("_Result")

CORES: Final = os.cpu_count() or 1


class Workers:
    """A fixed number of threads, shared by all who have work; used as `with Workers(…) as workers:`."""

    def __init__(self, threads: int = CORES) -> None:
        """Start nothing yet; `threads` ≥ 1."""
        self._threads = threads
        self._pool = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="worker")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Wait for what has begun; what has not is dropped."""
        self._pool.shutdown(cancel_futures=True)

    def in_order(self, tasks: Iterable[Callable[[], _Result]]) -> Iterator[_Result]:
        """The results of tasks, in the order of the tasks; one more than there are threads is under way or waits.

        A task that raises does so where its result is asked for; those after it that have not begun are dropped.
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


class Prefetched(Generic[_Result]):
    """An iterator whose next items are made in a thread of its own; used as `with Prefetched(…) as items:`."""

    def __init__(self, items: Iterator[_Result], *, ahead: int = 4) -> None:
        """Start nothing yet; `ahead` items are made at most before they are asked for."""
        self._items = items
        self._ready: queue.Queue[_Result | _End] = queue.Queue(maxsize=ahead)
        self._left = threading.Event()
        self._thread = threading.Thread(target=self._make, name="prefetch", daemon=True)

    def __enter__(self) -> Iterator[_Result]:
        self._thread.start()
        return self._taken()

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Leave what has not been asked for."""
        self._left.set()
        while self._thread.is_alive():
            try:
                self._ready.get(timeout=0.01)
            except queue.Empty:
                continue
        self._thread.join()

    def _make(self) -> None:
        error: BaseException | None = None
        try:
            for item in self._items:
                self._ready.put(item)
                if self._left.is_set():
                    break
        except BaseException as raised:  # noqa: BLE001 - it is raised again where the items are asked for
            error = raised
        self._ready.put(_End(error))

    def _taken(self) -> Iterator[_Result]:
        while not isinstance(item := self._ready.get(), _End):
            yield item
        if item.error:
            raise item.error


class _End:
    """After the last item: what ended it, when that was not its end."""

    def __init__(self, error: BaseException | None) -> None:
        self.error = error
