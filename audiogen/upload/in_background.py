"""An event loop in a thread of its own, for a library that knows no other way."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

_T = TypeVar("_T")
_NOBODY: Final = logging.NullHandler()


class EventLoopThread:
    """Runs coroutines for other threads, several at once; it begins with the first one."""

    def __init__(self) -> None:
        self._starting = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def run(self, coroutine: Coroutine[Any, Any, _T]) -> _T:
        """What it returns; where the caller is interrupted, it is cancelled."""
        future = asyncio.run_coroutine_threadsafe(coroutine, self._started())
        try:
            return future.result()
        finally:
            future.cancel()

    @property
    def is_running(self) -> bool:
        """Whether it has begun, and has not been stopped."""
        return self._loop is not None

    def stop(self) -> None:
        """End the thread; whatever still runs is cancelled."""
        with self._starting:
            loop, thread, self._loop, self._thread = self._loop, self._thread, None, None
        if loop and thread:
            asyncio.run_coroutine_threadsafe(_cancel_others(), loop).result()
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            loop.close()

    def _started(self) -> asyncio.AbstractEventLoop:
        with self._starting:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                # of tasks whose caller was interrupted, and of connections that were cut: whoever waits is told anyway
                self._loop.set_exception_handler(lambda _loop, _context: None)
                logging.getLogger("asyncio").addHandler(_NOBODY)
                self._thread = threading.Thread(target=self._loop.run_forever, name="audiogen-sftp", daemon=True)
                self._thread.start()
            return self._loop


async def _cancel_others() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
