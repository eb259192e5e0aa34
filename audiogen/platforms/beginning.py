"""Whether a file may be a feed at all: text in UTF-8 that begins as XML does. Nothing of the XML is read here."""

from __future__ import annotations

import codecs
import re
from typing import Final

from audiogen.names import quotable
from audiogen.platforms.catalogue import FeedFinding, finding

_BLOCK_BYTES: Final = 1 << 20
_BEGIN: Final = re.compile(rb"""<\?xml\s+version\s*=\s*["']1\.0["'](?:\s+encoding\s*=\s*["']([^"']*)["'])?[^>]*\?>""")


class UnreadableFeedError(Exception):
    """A feed in which nothing can be judged; says what is wrong in place of it."""

    def __init__(self, found: FeedFinding) -> None:
        super().__init__(found.message)
        self.found = found


def bare_xml(feed: bytes) -> tuple[bytes, tuple[FeedFinding, ...]]:
    """The feed without a byte order mark, and what is wrong with its first line.

    Raises:
        UnreadableFeedError: when it is no text in UTF-8, or nothing at all.
    """
    faults = []
    if feed.startswith(codecs.BOM_UTF8):
        feed = feed.removeprefix(codecs.BOM_UTF8)
        faults.append(finding("byte-order-mark", 1, "a byte order mark stands in front of the feed"))
    _refuse_other_files(feed)
    begin = _BEGIN.match(feed)
    if begin is None:
        faults.append(finding("encoding", 1, 'the feed does not begin with <?xml version="1.0" encoding="UTF-8"?>'))
    elif (begin[1] or b"").lower() != b"utf-8":
        named = quotable((begin[1] or b"none").decode("ascii", "replace"))
        faults.append(
            finding("encoding", 1, f"the feed says that its encoding is {named}, and platforms ask for UTF-8")
        )
    _refuse_other_encodings(feed)
    return feed, tuple(faults)


def _refuse_other_files(feed: bytes) -> None:
    """Say what a file is that is plainly something else."""
    begin = feed[:1024].lstrip().lower()
    what = None
    if not begin:
        what = "the feed is empty"
    elif begin.startswith((b"<!doctype html", b"<html")):
        what = "this is a web page, and no feed"
    elif feed.startswith(b"\x1f\x8b"):
        what = "this is a compressed file, and no feed"
    elif feed.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UnreadableFeedError(finding("encoding", 1, "the feed is in UTF-16, and platforms ask for UTF-8"))
    if what:
        raise UnreadableFeedError(finding("xml", 1, what))


def _refuse_other_encodings(feed: bytes) -> None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    for begin in range(0, len(feed), _BLOCK_BYTES):
        block = feed[begin : begin + _BLOCK_BYTES]
        held = len(decoder.getstate()[0])
        try:
            decoder.decode(block, final=begin + _BLOCK_BYTES >= len(feed))
        except UnicodeDecodeError as error:
            at = begin - held + error.start
            line = feed.count(b"\n", 0, at) + 1
            message = f"the byte {feed[at]:#04x} in this line is not UTF-8"
            raise UnreadableFeedError(finding("encoding", line, message)) from error
