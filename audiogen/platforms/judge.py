"""Everything that platforms would say of a feed. No network is asked, and nothing is decoded.

`judge_feed` is what `audiogen check --feed` shows and `audiogen publish` goes by.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Final

from audiogen.names import quotable
from audiogen.platforms.addresses import FeedFile, FeedFolder, Files, is_whole, origin_of, reach
from audiogen.platforms.apps import judge_channel_for_apps, judge_item_for_apps
from audiogen.platforms.beginning import UnreadableFeedError, bare_xml
from audiogen.platforms.catalogue import FeedFinding, finding, takers, verdict
from audiogen.platforms.channel import judge_channel
from audiogen.platforms.contents import picture_faults
from audiogen.platforms.facts import FeedFacts
from audiogen.platforms.items import judge_item
from audiogen.platforms.reading import (
    NAMESPACES,
    FeedElement,
    FeedHead,
    read_head,
    read_items,
)

__all__ = ["FeedFinding", "files_below", "judge_feed", "takers", "verdict"]

_ASKED_BY: Final = {
    "itunes": ("Apple", "PSP-1"), "podcast": ("PSP-1",), "atom": ("PSP-1",), "content": ("Apple",), "psc": ("Spotify",),
}  # fmt: skip
_MOST_OF_RULE: Final = 1000
"""Findings of one rule that are told one by one."""
_NEEDED: Final = ("itunes", "podcast", "atom", "content")
_ADDRESSES: Final = ("url", "href", "uri", "img")
"""Attributes that hold an address."""
_ADDRESS_TEXTS: Final = frozenset({"link", "url"})
"""Elements whose text is one."""


def judge_feed(feed: bytes, files: Files, *, address: str | None = None, now: dt.datetime) -> tuple[FeedFinding, ...]:
    """What platforms refuse of a feed, and what they advise, in the order of its lines.

    Args:
        feed: feed.xml.
        files: gives the content of a file by its path below the folder of the feed, None where there is none.
        address: where the feed will be found; where nobody says so, what it says of itself.
        now: the moment, in which zone ever.
    """
    found: dict[str, list[FeedFinding]] = {}
    more = Counter[str]()
    try:
        for each in _findings(feed, files, address, now):
            of_rule = found.setdefault(each.rule, [])
            if len(of_rule) < _MOST_OF_RULE:
                of_rule.append(each)
            else:
                more[each.rule] += 1
    except UnreadableFeedError as error:
        found.setdefault(error.found.rule, []).append(error.found)
    for rule, count in more.items():
        last = found[rule].pop()
        found[rule].append(replace(last, message=f"{last.message}; so it is in {count} more places"))
    return tuple(sorted(chain(*found.values()), key=lambda each: each.line))


def files_below(folder: Path) -> Files:
    """The files of a folder, for `judge_feed`."""

    def content(path: str) -> Path | None:
        try:
            file = folder / path
            return file if file.is_file() else None
        except (OSError, ValueError):
            return None

    return content


def _findings(feed: bytes, files: Files, address: str | None, now: dt.datetime) -> Iterator[FeedFinding]:
    xml, faults = bare_xml(feed)
    yield from faults
    head = read_head(xml)
    channel = head.channel
    own = _own_address(channel)
    facts = FeedFacts(
        folder=FeedFolder(files, own if is_whole(own) else address or ""),
        now=now,
        title=channel.value("title"),
        serial=channel.value("itunes:type") == "serial",
        look=cache(_look),
    )
    yield from (*head.faults, *_namespaces(head), *_self_link(channel, address))
    yield from judge_channel(channel, facts)
    yield from judge_channel_for_apps(channel, facts)
    if not head.items:
        yield finding("no-episodes", channel.line, "the feed has no episode")
    tally = _Addresses()
    tally.note(channel)
    yield from _items(xml, facts, tally)
    yield from tally.findings(own, address)


def _items(xml: bytes, facts: FeedFacts, tally: _Addresses) -> Iterator[FeedFinding]:
    guids: dict[str, int] = {}
    urls: dict[str, int] = {}
    for number, item in enumerate(read_items(xml), 1):
        tally.note(item)
        name = _name(item, number)
        enclosure = item.first("enclosure")
        judged = (
            *judge_item(item, facts),
            *judge_item_for_apps(item, facts),
            *_again("guid", "<guid>", item.value("guid"), item.first("guid"), guids),
            *_again("enclosure-url", "address", enclosure.get("url") if enclosure else "", enclosure, urls),
        )
        for found in judged:
            yield replace(found, item=name)


def _again(rule: str, what: str, value: str, at: FeedElement | None, seen: dict[str, int]) -> Iterator[FeedFinding]:
    """What two episodes may not share."""
    if at is None or not value:
        return
    if value in seen:
        message = f'the {what} "{quotable(value)}" is that of the episode in line {seen[value]} as well'
        yield finding(rule, at.line, message)
    seen.setdefault(value, at.line)


def _name(item: FeedElement, number: int) -> str:
    return quotable(item.value("title") or item.value("guid")) or f"episode {number} of the feed"


def _look(file: FeedFile) -> tuple[str, ...]:
    return () if file.content is None else picture_faults(file.content, file.path)


def _own_address(channel: FeedElement) -> str:
    """Where the feed says that it lies; empty where it does not say so."""
    links = [link for link in channel.each("atom:link") if link.get("rel") == "self"]
    return links[0].get("href") if links else ""


def _namespaces(head: FeedHead) -> Iterator[FeedFinding]:
    by_address = {address: prefix for prefix, address in head.prefixes.items()}
    for prefix, address in NAMESPACES.items():
        declared = head.prefixes.get(prefix)
        if declared == address or (declared is None and address not in by_address and prefix not in _NEEDED):
            continue
        if declared is not None:
            message = f'xmlns:{prefix} is "{quotable(declared)}", and has to be "{address}"'
        elif address in by_address:
            message = f'"{address}" has the prefix {by_address[address] or "of nothing"}, and apps look for {prefix}:'
        else:
            message = f'<rss> has no xmlns:{prefix}="{address}"'
        yield finding("namespace", head.line, message, platforms=_ASKED_BY[prefix])


def _self_link(channel: FeedElement, address: str | None) -> Iterator[FeedFinding]:
    links = [link for link in channel.each("atom:link") if link.get("rel") == "self"]
    if not links:
        yield finding("self-link", channel.line, 'the show has no <atom:link rel="self"> with the address of the feed')
    for another in links[1:]:
        yield finding("self-link", another.line, 'the show has more than one <atom:link rel="self">')
    for link in links[:1]:
        own = link.get("href")
        if not is_whole(own):
            yield finding("self-link", link.line, f'"{quotable(own)}" is no whole web address of the feed')
        # an address that nobody can reach is told by itself
        elif address and own != address and reach(own) == "everybody":
            yield finding("self-link", link.line, f"the feed says that it lies at {own}, and it will be at {address}")


@dataclass(slots=True)
class _HostPlace:
    """Where the addresses of one host begin in a feed."""

    line: int
    count: int = 0


@dataclass(slots=True)
class _Addresses:
    """All addresses in a feed by their hosts, so that what is wrong with a host is told once."""

    places: dict[str, _HostPlace] = field(default_factory=dict)

    def note(self, element: FeedElement) -> None:
        """Note the addresses of an element and of all that stands in it."""
        for child in element.children:
            self._note_all(child.line, child.attributes)
            if child.name in _ADDRESS_TEXTS:
                self._note(child.line, child.text)
            if child.children:
                self.note(child)

    def findings(self, own: str, address: str | None) -> Iterator[FeedFinding]:
        """What is wrong with whole hosts.

        Args:
            own: where the feed says that it lies.
            address: where it will be.
        """
        change = "Run `audiogen build`: the feed was made before." if address and reach(address) == "everybody" else ""
        for origin, place in self.places.items():
            lies_here = origin_of(own).lower() == origin
            if reach(origin) == "nearby":
                what = "the feed lies" if lies_here else "addresses are"
                message = f"{what} at {origin}, which nobody can reach but this computer or its network"
                yield finding("local-address", place.line, f"{message} ({_counted(place)})", change)
            elif reach(origin) == "nobody":
                # a link that was copied is a slip; a feed nobody can find is none
                rule, what = ("local-address", "the feed lies at ") if lies_here else ("placeholder-address", "")
                message = f"{what}{origin}, which stands in examples and is nobody's address ({_counted(place)})"
                yield finding(rule, place.line, message, change)
            elif origin.startswith("http:"):
                yield finding("https", place.line, f"{origin} is without https ({_counted(place)})")

    def _note_all(self, line: int, attributes: Mapping[str, str]) -> None:
        for name in _ADDRESSES:
            if name in attributes:
                self._note(line, attributes[name])

    def _note(self, line: int, text: str) -> None:
        address = text.strip()
        if address.startswith(("http://", "https://")):
            origin = origin_of(address).lower()
            self.places.setdefault(origin, _HostPlace(line)).count += 1


def _counted(place: _HostPlace) -> str:
    return "one address" if place.count == 1 else f"{place.count} addresses"
