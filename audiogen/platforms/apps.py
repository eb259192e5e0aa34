"""What apps and directories with Podcasting 2.0 read beside the usual: advice alone, since no platform refuses it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final, TypeAlias

from audiogen.names import quotable
from audiogen.platforms.addresses import FeedFile, is_whole
from audiogen.platforms.catalogue import FeedFinding, finding
from audiogen.platforms.choices import choices
from audiogen.platforms.contents import size_of
from audiogen.platforms.facts import FeedFacts
from audiogen.platforms.reading import FeedElement
from audiogen.platforms.texts import chapters_faults, text_of, webvtt_faults
from audiogen.platforms.values import moment, number, play_time, whole_number

_Judge: TypeAlias = Callable[[FeedElement, FeedFacts], Iterator[FeedFinding]]
_MOST_LABEL: Final = 128
_MOST_TEXT: Final = 4000
_MOST_DISPLAY: Final = 32
_SOUNDBITE_S: Final = (15, 120)
_CHAPTERS_TYPE: Final = "application/json+chapters"
_VTT: Final = "text/vtt"
_SRI: Final = re.compile("sha(?:256|384|512)-[A-Za-z0-9+/]{43,86}={0,2}")
_LICENSE: Final = re.compile("[a-z0-9][a-z0-9.+-]*")
_GEO: Final = re.compile(r"geo:-?\d+(?:\.\d+)?,-?\d+(?:\.\d+)?\S*")
_OSM: Final = re.compile(r"[NRW]\d+(?:#\d+)?")
_GUIDS: Final = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""The namespace of podcast:guid."""
_LOCAL_HOSTS: Final = ("localhost", "127.0.0.1", "0.0.0.0", "[::1]")  # noqa: S104 - compared, not listened on
_PORTS: Final = ("", *(f":{port}" for port in (80, 3000, 5000, *range(8000, 8011), 8080, 8888)))


def judge_channel_for_apps(channel: FeedElement, facts: FeedFacts) -> Iterator[FeedFinding]:
    """What is said of the show."""
    for judge in _OF_CHANNEL:
        yield from judge(channel, facts)


def judge_item_for_apps(item: FeedElement, facts: FeedFacts) -> Iterator[FeedFinding]:
    """What is said of one episode."""
    for judge in _OF_ITEM:
        yield from judge(item, facts)


@cache
def shared_guids() -> frozenset[str]:
    """The identities that follow from addresses which any show may have begun at."""
    folders = [f"{host}{port}" for host in _LOCAL_HOSTS for port in _PORTS]
    folders += [f"example.{top}{path}" for top in ("org", "com", "net") for path in ("", "/podcast")]
    return frozenset(str(uuid.uuid5(_GUIDS, f"{folder}/feed.xml")) for folder in folders)


def _guid(channel: FeedElement, _facts: FeedFacts) -> Iterator[FeedFinding]:
    found = channel.each("podcast:guid")
    if not found:
        yield finding("podcast-guid", channel.line, "the show has no <podcast:guid>")
    for another in found[1:]:
        yield finding("podcast-guid", another.line, "the show has more than one <podcast:guid>")
    for guid in found[:1]:
        text = guid.text.strip()
        if not re.fullmatch("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", text):
            yield finding(
                "podcast-guid", guid.line, f'<podcast:guid> is "{quotable(text)}", and no UUID in small letters'
            )
        elif text in shared_guids():
            message = f"<podcast:guid> {text} was made from an address that any show may have"
            yield finding("shared-guid", guid.line, message)


def _locked(channel: FeedElement, _facts: FeedFacts) -> Iterator[FeedFinding]:
    for lock in channel.each("podcast:locked"):
        if lock.text.strip() not in {"yes", "no"}:
            message = f'<podcast:locked> is "{quotable(lock.text)}", and neither yes nor no'
            yield finding("locked", lock.line, message)
        if not lock.get("owner"):
            yield finding("locked", lock.line, "<podcast:locked> names no owner who could open it")


def _medium(channel: FeedElement, _facts: FeedFacts) -> Iterator[FeedFinding]:
    found = channel.each("podcast:medium")
    for medium in found:
        if medium.text.strip() not in choices().mediums:
            message = f'<podcast:medium> is "{quotable(medium.text)}", which is not on the list'
            yield finding("medium", medium.line, message)
    for another in found[1:]:
        yield finding("medium", another.line, "the show has more than one <podcast:medium>")


def _texts(parent: FeedElement, _facts: FeedFacts) -> Iterator[FeedFinding]:
    told = 0
    for text in parent.each("podcast:txt"):
        purpose, words = text.get("purpose"), text.text.strip()
        if not words:
            yield finding("text", text.line, "<podcast:txt> is empty")
        elif len(words) > _MOST_TEXT or len(purpose) > _MOST_LABEL:
            message = f"<podcast:txt> has {len(words)} characters, and {len(purpose)} in its purpose"
            yield finding("text", text.line, message)
        if purpose.lower() == "ai-content":
            told += 1
            if words not in {"true", "false"}:
                message = f'<podcast:txt purpose="ai-content"> is "{quotable(words)}", and neither true nor false'
                yield finding("ai-content", text.line, message)
            elif told > 1:
                yield finding("ai-content", text.line, '<podcast:txt purpose="ai-content"> stands here a second time')


def _people(parent: FeedElement, _facts: FeedFacts) -> Iterator[FeedFinding]:
    for person in parent.each("podcast:person"):
        if not 0 < len(person.text.strip()) <= _MOST_LABEL:
            yield finding("person", person.line, f"<podcast:person> has no name of 1 to {_MOST_LABEL} characters")
        group = person.get("group")
        if group and group.lower() not in choices().groups:
            message = f'the group "{quotable(group)}" of a <podcast:person> is not in the taxonomy'
            yield finding("person", person.line, message)


def _trailers(channel: FeedElement, facts: FeedFacts) -> Iterator[FeedFinding]:
    for trailer in channel.each("podcast:trailer"):
        if not trailer.text.strip() or not is_whole(trailer.get("url")):
            yield finding("trailer", trailer.line, "<podcast:trailer> has no title or no whole address")
        try:
            moment(trailer.get("pubdate"))
        except ValueError as error:
            yield finding("trailer", trailer.line, f"the pubdate {error}")
        yield from _there("trailer", trailer.line, trailer.get("url"), facts)


def _license(parent: FeedElement, _facts: FeedFacts) -> Iterator[FeedFinding]:
    for license_ in parent.each("podcast:license"):
        name = license_.text.strip()
        if not 0 < len(name) <= _MOST_LABEL:
            yield finding("license", license_.line, f"<podcast:license> has no name of 1 to {_MOST_LABEL} characters")
        elif not license_.get("url") and not _LICENSE.fullmatch(name):
            message = f'<podcast:license> "{quotable(name)}" is no name of a known licence, and has no url'
            yield finding("license", license_.line, message)


def _funding(channel: FeedElement, _facts: FeedFacts) -> Iterator[FeedFinding]:
    for funding in channel.each("podcast:funding"):
        if not is_whole(funding.get("url")) or not 0 < len(funding.text.strip()) <= _MOST_LABEL:
            message = f"<podcast:funding> needs a whole address and a text of 1 to {_MOST_LABEL} characters"
            yield finding("funding", funding.line, message)


def _location(parent: FeedElement, _facts: FeedFacts) -> Iterator[FeedFinding]:
    for place in parent.each("podcast:location"):
        if not 0 < len(place.text.strip()) <= _MOST_LABEL:
            yield finding("location", place.line, f"<podcast:location> has no text of 1 to {_MOST_LABEL} characters")
        for name, form in (("geo", _GEO), ("osm", _OSM)):
            written = place.get(name)
            if written and not form.fullmatch(written):
                message = f'the {name} "{quotable(written)}" of a <podcast:location> has another form'
                yield finding("location", place.line, message)


def _pictures(parent: FeedElement, facts: FeedFacts) -> Iterator[FeedFinding]:
    for old in parent.each("podcast:images"):
        yield finding("picture", old.line, "<podcast:images> is out of use; <podcast:image> took its place")
    for picture in parent.each("podcast:image"):
        if not is_whole(picture.get("href")):
            yield finding("picture", picture.line, "<podcast:image> has no whole address in href")
        yield from _there("picture", picture.line, picture.get("href"), facts)


def _transcripts(item: FeedElement, facts: FeedFacts) -> Iterator[FeedFinding]:
    found = item.each("podcast:transcript")
    if found and found[0].get("type") != _VTT:
        yield finding("transcript", found[0].line, f"the first <podcast:transcript> is not {_VTT}")
    for transcript in found:
        kind, url, line = transcript.get("type"), transcript.get("url"), transcript.line
        if not is_whole(url):
            yield finding("transcript", line, "<podcast:transcript> has no whole address in url")
        if kind not in choices().transcripts:
            message = f'the type "{quotable(kind)}" of a <podcast:transcript> is none that apps know'
            yield finding("transcript", line, message)
        yield from _there("transcript", line, url, facts)
        file = facts.folder.file(url) if kind == _VTT else None
        if file and file.content is not None:
            for fault in webvtt_faults(text_of(file.content)):
                yield finding("transcript", line, f"{file.path} does not fit: {fault}")


def _chapters(item: FeedElement, facts: FeedFacts) -> Iterator[FeedFinding]:
    for chapters in item.each("podcast:chapters"):
        url, line = chapters.get("url"), chapters.line
        if not is_whole(url) or chapters.get("type") != _CHAPTERS_TYPE:
            yield finding("chapters", line, f"<podcast:chapters> needs a whole address and the type {_CHAPTERS_TYPE}")
        yield from _there("chapters", line, url, facts)
        file = facts.folder.file(url)
        if file and file.content is not None:
            for fault in chapters_faults(text_of(file.content)):
                yield finding("chapters", line, f"{file.path} does not fit: {fault}")


def _simple_chapters(item: FeedElement, _facts: FeedFacts) -> Iterator[FeedFinding]:
    found = item.each("psc:chapters")
    for another in found[1:]:
        yield finding("simple-chapters", another.line, "the episode has more than one <psc:chapters>")
    last_s = -1.0
    for chapter in found[0].each("psc:chapter") if found else ():
        start_s = play_time(chapter.get("start"))
        if start_s is None or not chapter.get("title"):
            yield finding("simple-chapters", chapter.line, "<psc:chapter> has no time like 00:01:30.000 or no title")
        elif start_s <= last_s:
            yield finding("simple-chapters", chapter.line, "<psc:chapter> begins before the one above it")
        last_s = last_s if start_s is None else start_s


def _soundbites(item: FeedElement, _facts: FeedFacts) -> Iterator[FeedFinding]:
    shortest_s, longest_s = _SOUNDBITE_S
    lasts_s = whole_number(item.value("itunes:duration"))
    for bite in item.each("podcast:soundbite"):
        start_s, duration_s = number(bite.get("startTime")), number(bite.get("duration"))
        if start_s is None or duration_s is None or start_s <= 0 or not shortest_s <= duration_s <= longest_s:
            message = f"<podcast:soundbite> needs a startTime above 0 and a duration of {shortest_s} to {longest_s} s"
            yield finding("soundbite", bite.line, message)
        elif lasts_s is not None and start_s + duration_s > lasts_s + 1:
            yield finding("soundbite", bite.line, "<podcast:soundbite> ends behind the end of the episode")


def _numbering(item: FeedElement, _facts: FeedFacts) -> Iterator[FeedFinding]:
    for season in item.each("itunes:season"):
        if not whole_number(season.text.strip()):
            message = f'<itunes:season> is "{quotable(season.text)}", and no number above 0'
            yield finding("numbering", season.line, message)
    for season in item.each("podcast:season"):
        if whole_number(season.text.strip()) is None or len(season.get("name")) > _MOST_LABEL:
            yield finding("numbering", season.line, "<podcast:season> is no whole number with a name that is short")
    for episode in item.each("podcast:episode"):
        if number(episode.text.strip()) is None or len(episode.get("display")) > _MOST_DISPLAY:
            yield finding("numbering", episode.line, "<podcast:episode> is no number with a display that is short")


def _alternates(item: FeedElement, facts: FeedFacts) -> Iterator[FeedFinding]:
    rule = "alternate-enclosure"
    for alternate in item.each("podcast:alternateEnclosure"):
        sources = alternate.each("podcast:source")
        if not alternate.get("type"):
            yield finding(rule, alternate.line, "<podcast:alternateEnclosure> has no type")
        if not sources:
            yield finding(rule, alternate.line, "<podcast:alternateEnclosure> has no <podcast:source>")
        for source in sources:
            if not source.get("uri"):
                yield finding(rule, source.line, "<podcast:source> has no uri")
            yield from _there(rule, source.line, source.get("uri"), facts)
            yield from _of_size(alternate, facts.folder.file(source.get("uri")))
        for sign in alternate.each("podcast:integrity"):
            if sign.get("type") == "sri" and not _SRI.fullmatch(sign.get("value")):
                message = f'the integrity "{quotable(sign.get("value"))}" is no SRI like sha384-…'
                yield finding(rule, sign.line, message)


def _of_size(alternate: FeedElement, file: FeedFile | None) -> Iterator[FeedFinding]:
    said = alternate.get("length")
    if said and file and file.content is not None and whole_number(said) != size_of(file.content):
        message = f"the length is {quotable(said)}, and {file.path} has {size_of(file.content)} bytes"
        yield finding("alternate-enclosure", alternate.line, message)


def _there(rule: str, line: int, address: str, facts: FeedFacts) -> Iterator[FeedFinding]:
    file = facts.folder.file(address)
    if file and file.content is None:
        yield finding(rule, line, f"the file {file.path} is not there")


_OF_CHANNEL: Final[tuple[_Judge, ...]] = (
    _guid, _locked, _medium, _texts, _people, _trailers, _license, _funding, _location, _pictures,
)  # fmt: skip
_OF_ITEM: Final[tuple[_Judge, ...]] = (
    _transcripts, _chapters, _simple_chapters, _texts, _people, _soundbites, _numbering, _alternates, _license,
    _location, _pictures,
)  # fmt: skip
