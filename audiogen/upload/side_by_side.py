"""Several files at the same time, so that a far host is not waited for file by file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from threading import Event
from typing import Final, TypeVar

LARGE_BYTES: Final = 1_000_000
"""From this size on files go one by one: together they are no sooner there, and a cut would spoil all of them."""
_T = TypeVar("_T")


def side_by_side(
    paths: Sequence[str], act: Callable[[str], _T], done: Callable[[str, _T], None], workers: int, stopped: Event
) -> None:
    """Do something with every file, and tell what came of each as soon as it is done.

    Args:
        paths: the files.
        act: called in one of several threads.
        done: called in this thread.
        workers: how many files at the same time; with one, they keep their order.
        stopped: set when something has failed, so that what is on its way breaks off.
    """
    if workers == 1 or len(paths) <= 1:
        for path in paths:
            done(path, act(path))
        return
    with ThreadPoolExecutor(workers, thread_name_prefix="upload") as pool:
        begun = {pool.submit(act, path): path for path in paths}
        try:
            for future in as_completed(begun):
                done(begun[future], future.result())
        except BaseException:
            stopped.set()
            pool.shutdown(cancel_futures=True)
            raise
