"""A file as lines of bytes, so that some of them can be changed and no other is touched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audiogen.errors import AudiogenError

_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z")
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


@dataclass(frozen=True, slots=True)
class FileLines:
    """The lines of a file, with their ends, and how they stand in it."""

    lines: tuple[str, ...]
    encoding: str = "utf-8"
    mark: bytes = b""
    """What stands before the first line."""

    @property
    def newline(self) -> str:
        """How the file ends its lines."""
        first = self.lines[0] if self.lines else "\n"
        return next((end for end in ("\r\n", "\n", "\r") if first.endswith(end)), "\n")

    def to_bytes(self) -> bytes:
        """The file.

        Raises:
            UnicodeEncodeError: when its encoding has no such letters.
        """
        return self.mark + "".join(self.lines).encode(self.encoding, errors="surrogateescape")


def read_lines(path: Path, encoding: str = "utf-8") -> FileLines:
    """The lines of a file; bytes that are no letters in its encoding are kept as they are.

    Args:
        path: the file.
        encoding: what it is written in when no mark says so.

    Raises:
        AudiogenError: when it cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or error}"
        raise AudiogenError(message, hint="Check its permissions.") from error
    mark, encoding = next((pair for pair in _MARKS if data.startswith(pair[0])), (b"", encoding))
    text = data[len(mark) :].decode(encoding, errors="surrogateescape")
    return FileLines(tuple(_LINE.findall(text)), encoding, mark)
