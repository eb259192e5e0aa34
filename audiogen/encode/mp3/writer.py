"""Blocks of sound → an MP3 file of constant bit rate, exact to the sample in length and place, by one encoder."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final, Self

from audiogen.encode.mp3.file import Mp3File
from audiogen.encode.mp3.lame import Lame
from audiogen.errors import MediaError

if TYPE_CHECKING:
    from concurrent.futures import Future
    from pathlib import Path
    from types import TracebackType

    from audiogen.audio.samples import Samples
    from audiogen.encode.tags import Tags

_BLOCKS_AHEAD: Final = 4
"""Blocks that may wait for the encoder: enough to keep it busy, too few to fill the memory."""


class Mp3Writer:
    """Writes one MP3; used as `with Mp3Writer(…) as mp3: mp3.write(block)`.

    LAME works in a thread of its own, without Python's lock, while the caller makes the next block. When the `with`
    block has ended, the file is complete and on the disk; when it ends by an exception, of the caller's or of the
    writer's, no file is left. Equal sound and tags make equal bytes, in whatever blocks the sound comes.
    """

    def __init__(self, path: Path, *, tags: Tags, frames: int, bit_rate_kbps: int = 128) -> None:
        """As `Mp3File` has it; `frames` is how many will be written.

        Raises:
            ValueError: for a bit rate that is not one of `BIT_RATES_KBPS`, or no frames at all.
            MediaError: when the tags do not fit into an MP3.
        """
        self._path = path
        self._promised = frames
        self._written = 0
        self._file = Mp3File(path, tags=tags, frames=frames, bit_rate_kbps=bit_rate_kbps)
        self._lame = Lame(bit_rate_kbps)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="lame")
        self._ahead: deque[Future[None]] = deque()

    def __enter__(self) -> Self:
        """Open the file.

        Raises:
            OutputError: when it cannot be opened or written.
        """
        self._file.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Finish the file, or remove what there is of it.

        Raises:
            MediaError: when more or fewer frames were written than promised.
            OutputError: when the file cannot be written.
        """
        try:
            if kind is None:
                self._encode_the_rest()
        except BaseException as fault:
            self._thread.shutdown(cancel_futures=True)
            self._file.__exit__(type(fault), fault, fault.__traceback__)
            raise
        self._thread.shutdown(cancel_futures=True)
        self._file.__exit__(kind, error, trace)

    def write(self, samples: Samples) -> None:
        """Take the next frames, shape (2, n), full scale ±1; what is louder is clipped.

        Raises:
            OutputError: when a block before this one could not be written.
        """
        self._written += samples.shape[1]
        while len(self._ahead) >= _BLOCKS_AHEAD:
            self._ahead.popleft().result()
        block = samples.copy()  # the caller may use it again
        self._ahead.append(self._thread.submit(lambda: self._file.put(self._lame.encode(block))))

    def _encode_the_rest(self) -> None:
        while self._ahead:
            self._ahead.popleft().result()
        if self._written != self._promised:
            message = f"{self._path} was to hold {self._promised} frames of sound, but {self._written} were written"
            raise MediaError(message)
        self._file.put(self._lame.flush())
