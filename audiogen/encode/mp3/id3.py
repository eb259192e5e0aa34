"""What a player shows of an MP3, as an ID3v2.3 tag: the version that every player reads. The sound is not touched here.

The tag is our own code, since the libraries that write one (mutagen, eyed3, pytaglib) are GPL, which must stay out of
the core; mutagen also orders chapters by their size. References are to the informal standards at id3.org: "ID3 tag
version 2.3.0" and "ID3v2 Chapter Frame Addendum, version 1.0".
"""

from __future__ import annotations

import struct
from typing import Final
from urllib.parse import quote

from audiogen.encode.tags import ChapterTag, Tags, language_code
from audiogen.errors import MediaError

_LATIN_1: Final = b"\x00"
_UTF_16: Final = b"\x01"
_FRONT_COVER: Final = b"\x03"
_TOP_LEVEL_ORDERED: Final = 3
_BY_TIME_ONLY: Final = 0xFFFFFFFF
"""In place of byte offsets: chapters are found by their times."""
_MOST_CHAPTERS: Final = 255
"""The table of contents counts them in one byte."""


def id3_tag(tags: Tags, duration_s: float) -> bytes:
    """The tag, to stand before the first frame of sound; equal tags make equal bytes.

    Raises:
        MediaError: when there are more chapters than a table of contents can hold.
    """
    cover = _LATIN_1 + b"image/jpeg\x00" + _FRONT_COVER + b"\x00" + tags.cover_jpeg if tags.cover_jpeg else b""
    body = b"".join((*_text_frames(tags, duration_s), _frame("APIC", cover), *_chapter_frames(tags.chapters)))
    return b"ID3\x03\x00\x00" + _sync_safe(len(body)) + body


def _text_frames(tags: Tags, duration_s: float) -> list[bytes]:
    language = language_code(tags.language)
    return [
        _text("TIT2", tags.title),
        _text("TPE1", tags.artist),
        _text("TALB", tags.album),
        _number("TRCK", str(tags.track)),
        # year and day apart: version 2.3 has no frame for a whole date
        _number("TYER", f"{tags.date:%Y}"),
        _number("TDAT", f"{tags.date:%d%m}"),
        _text("TCON", tags.genre),
        _number("TLAN", language),
        _comment(language, tags.comment),
        _text("TCOP", tags.copyright and f"{tags.date:%Y} {tags.copyright}"),
        _number("TLEN", str(_milliseconds(duration_s))),
        _frame("WOAR", quote(tags.url, safe="%:/?#[]@!$&'()*+,;=").encode("ascii")),
    ]


def _chapter_frames(chapters: tuple[ChapterTag, ...]) -> list[bytes]:
    """A table of contents, then its chapters; ids are padded with zeros for readers that sort them."""
    if not chapters:
        return []
    if len(chapters) > _MOST_CHAPTERS:
        message = f"{len(chapters)} chapters are more than an MP3 can hold ({_MOST_CHAPTERS})"
        raise MediaError(message, hint="Leave out some of the `chapter` steps.")
    names = [f"chp{number:03}".encode("ascii") + b"\x00" for number in range(len(chapters))]
    contents = b"toc\x00" + bytes((_TOP_LEVEL_ORDERED, len(names))) + b"".join(names)
    return [_frame("CTOC", contents), *map(_chapter, names, chapters)]


def _chapter(name: bytes, chapter: ChapterTag) -> bytes:
    times = (_milliseconds(chapter.start_s), _milliseconds(chapter.end_s))
    return _frame(
        "CHAP", name + struct.pack(">4I", *times, _BY_TIME_ONLY, _BY_TIME_ONLY) + _text("TIT2", chapter.title)
    )


def _text(name: str, text: str) -> bytes:
    return _frame(name, _UTF_16 + _utf_16(text)) if text else b""


def _number(name: str, digits: str) -> bytes:
    """A "numeric string", for which the standard asks ISO 8859-1 (section 3.3)."""
    return _frame(name, _LATIN_1 + digits.encode("ascii"))


def _comment(language: str, text: str) -> bytes:
    no_description = _utf_16("") + b"\x00\x00"
    return _frame("COMM", _UTF_16 + language.encode("ascii") + no_description + _utf_16(text)) if text else b""


def _frame(name: str, body: bytes) -> bytes:
    return name.encode("ascii") + struct.pack(">IH", len(body), 0) + body if body else b""


def _utf_16(text: str) -> bytes:
    """With its byte order mark, in one order on all machines; a zero would end the text early for some readers."""
    return b"\xff\xfe" + text.replace("\x00", "").encode("utf-16-le")


def _sync_safe(size: int) -> bytes:
    """A size in four bytes of seven bits each, so that it cannot look like the start of sound."""
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))


def _milliseconds(seconds: float) -> int:
    return int(seconds * 1000 + 0.5)
