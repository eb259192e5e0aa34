"""A feed of our own with all its files, for the tests of what platforms refuse: nothing is drawn or spoken for it."""

from __future__ import annotations

import datetime as dt
import io
import json
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from PIL import Image
from support.publishing import BASE, episode, publication, show

from audiogen.manifest import Manifest
from audiogen.platforms.catalogue import FeedFinding
from audiogen.platforms.judge import judge_feed
from audiogen.publish.chapters import chapters_json
from audiogen.publish.feed import render_feed
from audiogen.publish.transcript import subrip, webvtt
from audiogen.script.model import Show

ADDRESS = f"{BASE}/feed.xml"
NOW = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class WholeFeed:
    """A feed, and the files that it names."""

    text: str
    files: Mapping[str, bytes]

    def judged(self, text: str | bytes | None = None, **files: bytes | None) -> tuple[FeedFinding, ...]:
        """What platforms say of it, or of another text with the same files, or with others for some of them."""
        feed = self.text if text is None else text
        named = {**self.files, **{name.replace("__", "/"): content for name, content in files.items()}}
        data = feed if isinstance(feed, bytes) else feed.encode()
        return judge_feed(data, named.get, address=ADDRESS, now=NOW)

    def with_file(self, path: str, content: bytes | None) -> tuple[FeedFinding, ...]:
        """What platforms say of it when one file is another one, or none."""
        named: dict[str, bytes | None] = {**self.files, path: content}
        return judge_feed(self.text.encode(), named.get, address=ADDRESS, now=NOW)


@cache
def whole_feed() -> WholeFeed:
    """Three episodes, of a show with an e-mail address: what every platform takes."""
    return made_feed(show(email="studio@pods.example"), *(episode(number) for number in (1, 2, 3)))


def made_feed(of: Show, *manifests: Manifest) -> WholeFeed:
    """The feed of some episodes, with their files."""
    of_show = publication(of, manifests)
    files = {of_show.cover: picture(), of_show.thumbnail: picture()}
    for made, facts in zip(manifests, of_show.episodes, strict=True):
        files[facts.cover] = picture()
        files[facts.vtt] = webvtt(made).encode()
        files[facts.srt] = subrip(made).encode()
        files[facts.chapters] = chapters_json(made).encode()
        for media in made.media:
            files[media.file] = mp3(media.size_bytes, media.duration_s)
    return WholeFeed(render_feed(of_show, manifests, of.base_url), files)


@cache
def picture(width: int = 1400, height: int = 1400, mode: str = "RGB", form: str = "JPEG") -> bytes:
    """A picture of one colour."""
    drawn = io.BytesIO()
    Image.new(mode, (width, height)).save(drawn, form, quality=30)
    return drawn.getvalue()


def mp3(size_bytes: int, duration_s: float, *, tag: bytes = b"Info", rate: int = 1) -> bytes:
    """An MP3 as far as its beginning tells.

    Args:
        size_bytes: of all of it.
        duration_s: what it says that it lasts.
        tag: the word that its first frame begins with.
        rate: 0 for 44.1 kHz, 1 for 48 kHz, 2 for 32 kHz.
    """
    frames = round(duration_s * (44_100, 48_000, 32_000)[rate] / 1152)
    header = bytes((0xFF, 0xFB, 0x90 | rate << 2, 0x00))
    begin = header + bytes(32) + tag + struct.pack(">3I", 3, frames, size_bytes)
    return begin.ljust(size_bytes, b"\0")


def chapters(*starts: object) -> bytes:
    """A file of chapters that begin at these times."""
    listed = [{"startTime": start, "title": "A chapter"} for start in starts]
    return json.dumps({"version": "1.2.0", "chapters": listed}).encode()


def line_of(text: str, part: str, *, nth: int = 1) -> int:
    """The line in which a part of a text begins, or begins for the nth time."""
    at = -1
    for _ in range(nth):
        at = text.index(part, at + 1)
    return text.count("\n", 0, at) + 1


Change = Callable[[str], str]
