"""What platforms ask of an episode: an item of a feed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final, TypeAlias

from audiogen.names import listed, quotable
from audiogen.platforms.addresses import FeedFile, is_whole, without_query
from audiogen.platforms.catalogue import PLATFORMS, FeedFinding, finding
from audiogen.platforms.channel import TRUE_OR_FALSE
from audiogen.platforms.contents import MP3, kind_of, kind_of_type, mp3_begin, size_of
from audiogen.platforms.facts import FeedFacts, judge_picture
from audiogen.platforms.reading import FeedElement
from audiogen.platforms.values import MOST_CHARACTERS, judge_repeated, judge_text, moment, whole_number

_Judge: TypeAlias = Callable[[FeedElement, FeedFacts], Iterator[FeedFinding]]
_SHORT: Final = frozenset({"title", "link", "guid", "itunes:title", "itunes:author"})
_ONCE: Final = frozenset(
    {"title", "link", "description", "guid", "pubDate", "itunes:episode", "itunes:duration", "itunes:image"}
)
_NUMBERED: Final = re.compile(
    r"(?:episode|ep\.?|folge|épisode|episodio|episódio|puntata|aflevering|avsnitt|odcinek|#)\s*#?\d+\b", re.IGNORECASE
)
_LEADING_NUMBER: Final = re.compile(r"(\d{1,6})\s*[.:)\u2013\u2014-]\s*\S")
_APART: Final = r"\s*[:|\u2013\u2014-]\s*"
_MOST_OFF_S: Final = 2.0
"""By how much the length in the feed may differ from that in the file: it is rounded, and padding counts."""


def judge_item(item: FeedElement, facts: FeedFacts) -> Iterator[FeedFinding]:
    """All that is said of one episode, but for what only apps with Podcasting 2.0 read."""
    for judge in _JUDGES:
        yield from judge(item, facts)


def _texts(item: FeedElement, _facts: FeedFacts) -> Iterator[FeedFinding]:
    for child in item.children:
        if child.name in _SHORT:
            yield from judge_text(child)
        elif child.name == "description":
            yield from judge_text(child, description=True)
    yield from judge_repeated(item, _ONCE)


def _title(item: FeedElement, facts: FeedFacts) -> Iterator[FeedFinding]:
    # a longer one is told of by itself
    title, line = item.value("title")[:MOST_CHARACTERS], _line(item, "title")
    if not title:
        yield finding("item-title", line, "the episode has no title", platforms=PLATFORMS)
    elif any(sign.isdigit() for sign in title) and not any(sign.isalpha() for sign in title):
        yield finding("item-title", line, f'the title "{quotable(title)}" is nothing but a number')
    else:
        leading = _LEADING_NUMBER.match(title)
        if _NUMBERED.match(title) or (leading and leading[1].lstrip("0") == item.value("itunes:episode")):
            yield finding("title-number", line, f'the title "{quotable(title)}" begins with the number of the episode')
        if facts.title and _names_show(title, facts.title):
            yield finding("title-show", line, f'the title "{quotable(title)}" holds that of the show')


def _names_show(title: str, show: str) -> bool:
    folded, name = title.casefold(), show.casefold()
    if name not in folded:
        return False
    name = re.escape(name)
    return re.fullmatch(rf"{name}(?:{_APART}.*)?|.*{_APART}{name}|.*[(\[]{name}[)\]]", folded) is not None


def _number(item: FeedElement, facts: FeedFacts) -> Iterator[FeedFinding]:
    written = item.value("itunes:episode")
    line = _line(item, "itunes:episode")
    if written and not whole_number(written):
        yield finding("episode-number", line, f'<itunes:episode> is "{quotable(written)}", and no number above 0')
    elif not written and facts.serial and item.value("itunes:episodeType") in {"", "full"}:
        yield finding("episode-number", line, "an episode of a serial show has no <itunes:episode>")


def _enclosure(item: FeedElement, facts: FeedFacts) -> Iterator[FeedFinding]:
    found = item.each("enclosure")
    if not found:
        yield finding("enclosure", item.line, "the episode has no <enclosure>")
    for another in found[1:]:
        yield finding("enclosure", another.line, "the episode has more than one <enclosure>")
    for enclosure in found[:1]:
        lacking = [name for name in ("url", "length", "type") if not enclosure.get(name)]
        if lacking:
            yield finding("enclosure", enclosure.line, f"the <enclosure> has no {listed(lacking)}")
        yield from _enclosure_values(enclosure, facts)
        file = facts.folder.file(enclosure.get("url"))
        if file:
            yield from _enclosed(enclosure, file, item)


def _enclosure_values(enclosure: FeedElement, _facts: FeedFacts) -> Iterator[FeedFinding]:
    url, line = enclosure.get("url"), enclosure.line
    kind = kind_of_type(enclosure.get("type"))
    if url and not url.isascii():
        yield finding("enclosure-url", line, f'the address "{quotable(url)}" has letters that are not ASCII')
    elif url and not is_whole(url):
        yield finding("enclosure-url", line, f'"{quotable(url)}" is no whole web address')
    elif url and kind and _ending(url) not in kind.endings:
        message = f'the address ends in "{quotable(_ending(url))}", and files of {kind.name} in {listed(kind.endings)}'
        yield finding("enclosure-url", line, message)
    length = enclosure.get("length")
    if length and not whole_number(length):
        yield finding("enclosure-length", line, f'the length "{quotable(length)}" is no number of bytes above 0')
    media_type = enclosure.get("type")
    if media_type and (kind is None or not kind.taken):
        message = f'the type "{quotable(media_type)}" is none that Apple and Spotify take'
        yield finding("enclosure-type", line, message)


def _enclosed(enclosure: FeedElement, file: FeedFile, item: FeedElement) -> Iterator[FeedFinding]:
    """The file of an episode, held against what the feed says of it."""
    line = enclosure.line
    if file.content is None:
        yield finding("enclosure", line, f"the file {file.path} is not there")
        return
    size = size_of(file.content)
    said = whole_number(enclosure.get("length"))
    if said and said != size:
        yield finding("enclosure-length", line, f"the length is {said}, and {file.path} has {size} bytes")
    kind = kind_of(file.content)
    named = kind_of_type(enclosure.get("type"))
    if kind is None:
        yield finding("enclosure-type", line, f"{file.path} is no file of sound that platforms know")
    elif named and kind != named:
        message = f"the type is {quotable(enclosure.get('type'))}, and {file.path} is {kind.name}"
        yield finding("enclosure-type", line, message)
    if kind == MP3:
        yield from _mp3(line, file.path, file.content, item)


def _mp3(line: int, path: str, content: Path | bytes, item: FeedElement) -> Iterator[FeedFinding]:
    begin = mp3_begin(content)
    if begin is None:
        yield finding("mp3", line, f"no sound begins behind the tags of {path}")
        return
    if begin.rate_hz < 44_100:
        yield finding("mp3", line, f"{path} has {begin.rate_hz} Hz, and Apple asks for 44100 and more")
    if not begin.tagged:
        yield finding("mp3", line, f"{path} has no Xing or Info frame at its beginning")
    if begin.missing_bytes:
        yield finding("mp3", line, f"the end of {path} is missing: {begin.missing_bytes} bytes")
    said = whole_number(item.value("itunes:duration"))
    if said is not None and begin.duration_s is not None and abs(said - begin.duration_s) > _MOST_OFF_S:
        message = f"<itunes:duration> is {said}, and {path} lasts {begin.duration_s:.0f} seconds"
        yield finding("duration", _line(item, "itunes:duration"), message)


def _guid(item: FeedElement, _facts: FeedFacts) -> Iterator[FeedFinding]:
    found = item.first("guid")
    text = found.text.strip() if found else ""
    if found is None or not text:
        yield finding("guid", found.line if found else item.line, "the episode has no <guid>")
    elif found.get("isPermaLink").lower() != "false" and not is_whole(text):
        message = f'the <guid> "{quotable(text)}" is no web address, and lacks isPermaLink="false"'
        yield finding("guid", found.line, message)


def _date(item: FeedElement, facts: FeedFacts) -> Iterator[FeedFinding]:
    text, line = item.value("pubDate"), _line(item, "pubDate")
    if not text:
        yield finding("pub-date", line, "the episode has no <pubDate>")
        return
    try:
        published = moment(text)
    except ValueError as error:
        yield finding("pub-date", line, f"<pubDate> {error}")
        return
    if published > facts.now:
        yield finding("pub-date", line, f'<pubDate> "{text}" has not come yet')


def _link(item: FeedElement, _facts: FeedFacts) -> Iterator[FeedFinding]:
    address = item.value("link")
    if not address:
        yield finding("item-link", _line(item, "link"), "the episode has no <link>")
    elif not is_whole(address):
        yield finding("item-link", _line(item, "link"), f'"{quotable(address)}" is no whole web address')


def _described(item: FeedElement, _facts: FeedFacts) -> Iterator[FeedFinding]:
    if not item.value("description"):
        yield finding("item-description", _line(item, "description"), "the episode has no <description>")
    explicit = item.value("itunes:explicit")
    if explicit not in TRUE_OR_FALSE:
        what = f'is "{quotable(explicit)}", and neither true nor false' if explicit else "is missing"
        yield finding("item-explicit", _line(item, "itunes:explicit"), f"<itunes:explicit> {what}")
    kind = item.value("itunes:episodeType")
    if kind not in {"", "full", "trailer", "bonus"}:
        message = f'<itunes:episodeType> is "{quotable(kind)}", and neither full, trailer nor bonus'
        yield finding("episode-type", _line(item, "itunes:episodeType"), message)


def _picture(item: FeedElement, facts: FeedFacts) -> Iterator[FeedFinding]:
    picture = item.first("itunes:image")
    address = picture.get("href") if picture else ""
    if address:
        yield from judge_picture("item-cover", _line(item, "itunes:image"), address, facts)
    else:
        yield finding("item-cover", _line(item, "itunes:image"), "the episode has no <itunes:image> with an address")


def _duration(item: FeedElement, _facts: FeedFacts) -> Iterator[FeedFinding]:
    written = item.value("itunes:duration")
    if not whole_number(written):
        what = f'is "{quotable(written)}", and no number of whole seconds' if written else "is missing"
        yield finding("duration", _line(item, "itunes:duration"), f"<itunes:duration> {what}")


def _ending(url: str) -> str:
    return PurePosixPath(without_query(url)).suffix.lower()


def _line(item: FeedElement, name: str) -> int:
    """Where an element stands, or where it is missing."""
    found = item.first(name)
    return found.line if found else item.line


_JUDGES: Final[tuple[_Judge, ...]] = (
    _texts, _title, _number, _enclosure, _guid, _date, _link, _described, _picture, _duration,
)  # fmt: skip
