"""Files of text that a feed names: transcripts and chapters."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final

LINE_LENGTH: Final = 65
"""Characters; Apple and the Podcast Standards Project ask for no more."""
_TAG: Final = re.compile("<[^<>]*>")
_TIMES: Final = re.compile(r"(?:\d+:)?\d\d:\d\d\.\d{3}\s+-->\s")


def webvtt_faults(text: str | None) -> Iterator[str]:
    """What apps do not take of a transcript in WebVTT.

    Args:
        text: of the file; None where it is no text in UTF-8.
    """
    if text is None or not re.match(r"WEBVTT(?:[ \t\n\r]|$)", text):
        yield "it does not begin with WEBVTT"
        return
    if not _TIMES.search(text):
        yield "no words stand in it"
    longest = max((len(_TAG.sub("", line)) for line in text.splitlines() if len(line) > LINE_LENGTH), default=0)
    if longest > LINE_LENGTH:
        yield f"a line has {longest} characters, and apps show {LINE_LENGTH}"


def chapters_faults(text: str | None) -> Iterator[str]:
    """What apps do not take of a file of chapters.

    Args:
        text: of the file; None where it is no text in UTF-8.
    """
    try:
        # a number of a thousand digits is no whole number then, and does not overflow
        read = json.loads(text or "", parse_int=float)
    except (ValueError, RecursionError):
        read = None
    listed = read.get("chapters") if isinstance(read, dict) else None
    if not isinstance(read, dict) or not isinstance(listed, list) or not isinstance(read.get("version"), str):
        yield "it is no JSON with version and chapters"
        return
    starts = [each.get("startTime") if isinstance(each, dict) else None for each in listed]
    times = [start for start in starts if isinstance(start, float)]
    if len(times) < len(starts):
        yield "a chapter has no startTime in seconds"
    elif any(after <= before for before, after in pairwise(times)):
        yield "its chapters do not go upwards"
    elif times and times[0] != 0:
        yield f"its first chapter begins at {times[0]:g}, and not at 0"


def text_of(content: Path | bytes, most_bytes: int = 8 << 20) -> str | None:
    """A text in UTF-8; None for anything else, and for what is far too long for a text of an episode."""
    if isinstance(content, bytes):
        read = content[: most_bytes + 1]
    else:
        with content.open("rb") as file:
            read = file.read(most_bytes + 1)
    try:
        return None if len(read) > most_bytes else read.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
