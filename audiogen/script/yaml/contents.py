"""From a file to its text, or to one sentence about what the file is instead: a Word document, a picture, UTF-16."""

from __future__ import annotations

import contextlib
import re
import shlex
import stat
import zipfile
from pathlib import Path
from typing import Final

from audiogen.script.yaml.nodes import Fault, Place

_ENDINGS: Final = {"a Word document": ".docx", "a LibreOffice document": ".odt", "a PDF document": ".pdf"}
"""Of documents that can be read."""

LARGEST_BYTES: Final = 1_000_000
"""Of a script. A session of three hours has less than a tenth of that; beyond it, something else was pasted."""

_COPY: Final = "copy its text into a plain text file, and save that as UTF-8 with a name like 01-rest.yaml"
_IMPORT: Final = "move it out of this folder, under a name like {name}, and write `audiogen import {name}`"
"""For documents that can be read; the name is that of the file with another ending."""
_SAVE: Final = (
    "save it as a Word document (.docx) outside this folder, and write `audiogen import` and the name of that one"
)
_MEDIA: Final = "a script is plain text; move this file out of here, and name it in a script, as clip: or bed:"
_PICTURE: Final = "a script is plain text; move this file out of here; a picture of the show is named as cover:"
_UNPACK: Final = "unpack it, and put the plain text that is in it here"
_KINDS: Final[tuple[tuple[bytes, str, str], ...]] = (
    (rb"PK[\x03\x05].*word/", "a Word document", _IMPORT),
    (rb"PK[\x03\x05].*opendocument\.text", "a LibreOffice document", _IMPORT),
    (rb"PK[\x03\x05].*\.iwa", "a Pages document", _SAVE),
    (rb"PK[\x03\x05].*(xl/|opendocument\.spreadsheet)", "a spreadsheet", _COPY),
    (rb"PK[\x03\x05].*(ppt/|opendocument\.presentation)", "a presentation", _COPY),
    (rb"PK[\x03\x05].*epub", "an e-book", _COPY),
    (rb"PK[\x03\x05].*\[Content_Types\]", "an Office document", _SAVE),
    (rb"PK[\x03\x05]|\x1f\x8b|7z\xbc\xaf|Rar!\x1a|BZh[1-9]1AY|\xfd7zXZ|\x28\xb5\x2f\xfd", "an archive", _UNPACK),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word document", _SAVE),
    (rb"\{\\rtf", "a rich text document (RTF)", _SAVE),
    (rb"\s*%PDF-", "a PDF document", _IMPORT),
    (rb"bplist00", "a saved web page or a list of settings", _COPY),
    (rb"\x89PNG|\xff\xd8\xff|GIF8[79]|RIFF....WEBP|....ftyp(heic|heix|mif1|avif)", "a picture", _PICTURE),
    (rb"BM.{4}\0{4}|II\*\0|MM\0\*|8BPS\0", "a picture", _PICTURE),
    (rb"RIFF....WAVE|RF64|ID3[\x02-\x04]\0|\xff[\xe2-\xfd][\x10-\xff]|OggS\0|fLaC", "a sound file", _MEDIA),
    (rb"FORM....AIF|caff\0|MThd\0|#!AMR|....ftypM4A", "a sound file", _MEDIA),
    (rb"....ftyp|\x1aE\xdf\xa3|0&\xb2u|RIFF....AVI ", "a sound or video file", _MEDIA),
    (
        rb"\x7fELF|MZ.{0,3}\0|\xcf\xfa\xed\xfe|\xca\xfe\xba\xbe|SQLite format",
        "a program or its data",
        "move it out of here",
    ),
)
"""How a file begins, what it is then, and what to do with it; the first that fits counts."""
_WEB_PAGE: Final = re.compile(r"\s*<(!doctype|!--|\?xml|(?!speak)[a-z][a-z0-9]*(\s[^<>]*)?>)", re.IGNORECASE)
_SAVE_AGAIN: Final = "in your editor, save it again as UTF-8"
_MARKS: Final = (
    (b"\xff\xfe\0\0", "UTF-32"),
    (b"\0\0\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
"""What editors of Windows write at the beginning of a file. UTF-32 begins with the mark of UTF-16."""
_WIDE: Final = {"utf-32-le": "UTF-32", "utf-32-be": "UTF-32", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}
_WESTERN: Final = frozenset(
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüÿŒœ"
    "\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb\u2013\u2014\u2022\u2026\u20ac\u00a3\u00a7\u00a9\u00ae\u00b0\u00b4\u00b7\u00bd\u00bf\u00a1\u00a0"
)
"""What people write in Windows-1252. Other signs in it tell that the bytes are of another encoding, whose words these
are not."""
_MOST_NAMES: Final = 1000
"""Files within an archive whose names are looked at."""
_FEW_OF: Final = 100
"""Text may hold a stray byte of control among this many others; more of them are no text."""


def read_text(path: Path) -> str | Fault:
    """The text of a file, or what is wrong with the file as a whole.

    No more than `LARGEST_BYTES` are read.
    """
    try:
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            return _fault("this is a folder, not a file; move or rename it")
        if not stat.S_ISREG(kind):
            return _fault("this is a device or a pipe, not a file; remove it")
        with path.open("rb") as file:
            data = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        return _fault(f"the file cannot be read: {error.strerror or error}; check its permissions")
    return _foreign(path, data + _names_inside(path, data)) or _too_large(path, data) or _decoded(path, data)


def legible_text(data: bytes) -> str | None:
    """The text of a file however it was saved, where that is certain; None for what is no text.

    Line ends stay as they are; a mark at the beginning is no part of the text.
    """
    if foreign_kind(data) or len(data) > LARGEST_BYTES:
        return None
    wide = next((name.lower() for mark, name in _MARKS if data.startswith(mark)), None) or _without_mark(data)
    try:
        text = data.decode(wide or "utf-8-sig").removeprefix("\ufeff")
    except UnicodeDecodeError:
        text = "" if wide else _western_text(data)
    return text if text and not _WEB_PAGE.match(text) and not _many_controls(text.encode()) else None


def _western_text(data: bytes) -> str:
    """A text of which some lines, or all of them, are Windows-1252; nothing where they may be something else."""
    lines: list[str] = []
    for line in data.removeprefix(b"\xef\xbb\xbf").splitlines(keepends=True):
        try:
            lines.append(line.decode())
        except UnicodeDecodeError:
            text = line.decode("cp1252", errors="replace")
            # letters of both encodings in one line, or of a third one
            both = not line.decode(errors="ignore").isascii()
            if both or not all(letter.isascii() or letter in _WESTERN for letter in text):
                return ""
            lines.append(text)
    return "".join(lines)


def _fault(message: str) -> Fault:
    return Fault(Place(1, 1), message)


def _foreign(path: Path, data: bytes) -> Fault | None:
    """A file that another program made."""
    known = foreign_kind(data)
    return _fault(f"this is {known[0]}; {_advice(path, *known)}") if known else None


def _advice(path: Path, kind: str, advice: str) -> str:
    """What to do with a file, with the name that it has to have then."""
    return advice.replace("{name}", shlex.quote(path.with_suffix(_ENDINGS.get(kind, ".html")).name))


def foreign_kind(data: bytes) -> tuple[str, str] | None:
    """What a file is that another program made, and what to do with it where a script should stand.

    Args:
        data: how the file begins; of an archive, the names of the files in it, too.
    """
    return next(((kind, advice) for pattern, kind, advice in _KINDS if re.match(pattern, data, re.DOTALL)), None)


def _names_inside(path: Path, data: bytes) -> bytes:
    """The names of the files in an archive, which tell what kind of document it is; of other files nothing."""
    if not data.startswith(b"PK"):
        return b""
    with contextlib.suppress(OSError, ValueError, zipfile.BadZipFile), zipfile.ZipFile(path) as archive:
        return "\n".join(archive.namelist()[:_MOST_NAMES]).encode(errors="replace")
    return b""


def _too_large(path: Path, data: bytes) -> Fault | None:
    if len(data) <= LARGEST_BYTES:
        return None
    size_mb = path.stat().st_size / 1e6
    return _fault(f"the file is larger than 1 MB ({size_mb:.1f} MB), too much for a script; divide it into several")


def _decoded(path: Path, data: bytes) -> str | Fault:
    wide = next((name for mark, name in _MARKS if data.startswith(mark)), None) or _WIDE.get(_without_mark(data) or "")
    if wide:
        return _fault(f"the file is saved as {wide}; {_SAVE_AGAIN}")
    if _many_controls(data):
        return _fault("this is not a text file, whatever its name says; write the script in a text editor")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error.start)
    if _WEB_PAGE.match(text):
        return _fault(f"this is a web page (HTML); {_advice(path, 'a web page', _IMPORT)}")
    return text


def _many_controls(data: bytes) -> bool:
    """Whether there are too many bytes of control for a text."""
    controls = sum(data.count(byte) for byte in (*range(9), *range(14, 27), *range(28, 32)))
    return controls > max(1, len(data) // _FEW_OF)


def _without_mark(data: bytes) -> str | None:
    """Python's name of a wide encoding, in which every second byte of plain English is zero."""
    if b"\0" not in data:
        return None
    best = ("", 0)
    for encoding in _WIDE:
        text = data[: len(data) // 4 * 4].decode(encoding, errors="replace")
        # the wrong order of bytes gives other signs than those that structure a script
        signs = sum(map(text.count, " \n\r:-"))
        if "\ufffd" not in text[:-1] and "\0" not in text and signs > best[1]:
            best = (encoding, signs)
    return best[0] or None


def _not_utf8(data: bytes, at: int) -> Fault:
    lines = re.sub(rb"\r\n?", b"\n", data[:at]).split(b"\n")
    message = f"the byte 0x{data[at]:02x} is not UTF-8; in your editor, save the file again as UTF-8"
    return Fault(Place(len(lines), len(lines[-1].decode(errors="replace")) + 1), message)
