"""Coroutines for threads that know none."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from audiogen.upload.in_background import EventLoopThread


@pytest.mark.parametrize("times", [1, 2])
def test_what_a_coroutine_returns_or_raises_comes_back_and_it_may_be_begun_again(times: int) -> None:
    async def answer() -> int:
        return 42

    async def fail() -> int:
        raise ValueError

    loop = EventLoopThread()
    for _ in range(times):
        assert not loop.is_running
        assert loop.run(answer()) == 42
        assert loop.is_running
        with pytest.raises(ValueError):  # noqa: PT011 - the very one from above
            loop.run(fail())
        loop.stop()
    loop.stop()


def test_several_threads_are_served_at_once() -> None:
    met = asyncio.Barrier(3)

    async def meet() -> bool:
        await met.wait()
        return True

    loop = EventLoopThread()
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(lambda _: loop.run(meet()), range(3))) == [True] * 3
    loop.stop()


def test_whatever_is_still_waited_for_ends_with_it() -> None:
    begun, cancelled = threading.Event(), threading.Event()

    async def wait() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()

    loop = EventLoopThread()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(loop.run, wait())
        begun.wait()
        loop.stop()
        assert isinstance(waiting.exception(), BaseException)
    assert cancelled.is_set()
