"""What took work to make, kept in memory for whoever asks next."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable


class KeptBytes:
    """Bytes by what they were made from; when there are too many, those that nobody asked for lately go first."""

    def __init__(self, most: int) -> None:
        """Keep `most` bytes at the most."""
        self._most = most
        self._size = 0
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        # held while something is made, so that nothing is made twice for two who ask at once
        self._lock = threading.RLock()

    @property
    def size(self) -> int:
        """How many bytes are kept."""
        return self._size

    def get(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """What is kept under a key, else what is made; what is larger than all that may be kept is not kept."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            made = make()
            if len(made) <= self._most:
                self._kept[key] = made
                self._size += len(made)
            while self._size > self._most:
                _, gone = self._kept.popitem(last=False)
                self._size -= len(gone)
            return made
