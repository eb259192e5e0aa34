"""The elements of a feed with their lines, item by item: a feed may be large, and is never held as a whole tree.

A DOCTYPE ends the reading before anything in it is looked at, so that no entity is ever expanded.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple
from xml.parsers import expat

from audiogen.names import quotable
from audiogen.platforms.beginning import UnreadableFeedError
from audiogen.platforms.catalogue import FeedFinding, finding

NAMESPACES: Final = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "psc": "http://podlove.org/simple-chapters",
}
"""Under the prefixes that apps look for."""
_PREFIXES: Final = {address: prefix for prefix, address in NAMESPACES.items()}
_BLOCK_BYTES: Final = 1 << 20
_DEEPEST: Final = 50
_MOST_ELEMENTS: Final = 20_000
"""In one item, and in the channel beside its items: no feed of a podcast has more, and memory has an end."""
_MOST_ITEMS: Final = 50_000
_BROKEN_OFF: Final = frozenset(
    expat.errors.codes[name]
    for name in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
)
_UNBOUND: Final = expat.errors.codes[expat.errors.XML_ERROR_UNBOUND_PREFIX]


class FeedElement(NamedTuple):
    """An element of the feed."""

    name: str
    """With the prefix that is usual for its namespace, whatever the feed calls it."""
    line: int
    attributes: Mapping[str, str]
    text: str
    """As it stands, with the spaces around it."""
    children: tuple[FeedElement, ...]

    def each(self, name: str) -> list[FeedElement]:
        """The elements of a name that stand directly in this one."""
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> FeedElement | None:
        """The first of them; None where there is none."""
        return next((child for child in self.children if child.name == name), None)

    def value(self, name: str) -> str:
        """The text of the first of them without the spaces around it; empty where there is none."""
        found = self.first(name)
        return found.text.strip() if found else ""

    def get(self, attribute: str) -> str:
        """An attribute without the spaces around it; empty where there is none."""
        return self.attributes.get(attribute, "").strip()


@dataclass(frozen=True, slots=True)
class FeedHead:
    """What a feed says beside its items."""

    line: int
    """Of the root."""
    prefixes: Mapping[str, str]
    """The addresses of the namespaces that are declared, by their prefixes."""
    channel: FeedElement
    """Without its items."""
    items: int
    """How many there are."""
    faults: tuple[FeedFinding, ...]


def read_head(feed: bytes) -> FeedHead:
    """All but the items.

    Raises:
        UnreadableFeedError: when it is no XML, or no RSS.
    """
    reader = _FeedReader(lambda name: name != "item")
    kept = tuple(reader.read(feed))
    if reader.channel_line is None:
        raise UnreadableFeedError(finding("rss", reader.root_line, "there is no <channel> in the feed"))
    channel = FeedElement("channel", reader.channel_line, {}, "", kept)
    return FeedHead(reader.root_line, reader.prefixes, channel, reader.passed_over, tuple(reader.faults))


def read_items(feed: bytes) -> Iterator[FeedElement]:
    """The items, one after the other.

    Raises:
        UnreadableFeedError: when it is no XML, or no RSS.
    """
    return _FeedReader(lambda name: name == "item").read(feed)


class _UnfinishedElement:
    """An element whose end has not come yet."""

    __slots__ = ("attributes", "children", "line", "name", "texts")

    def __init__(self, name: str, line: int, attributes: Mapping[str, str]) -> None:
        self.name, self.line, self.attributes = name, line, attributes
        self.texts: list[str] = []
        self.children: list[FeedElement] = []

    def finished(self) -> FeedElement:
        return FeedElement(self.name, self.line, self.attributes, "".join(self.texts), tuple(self.children))


class _FeedReader:
    """Reads a feed once, and keeps those elements of its channel that are wanted."""

    def __init__(self, wants: Callable[[str], bool]) -> None:
        self.root_line = 1
        self.channel_line: int | None = None
        self.prefixes: dict[str, str] = {}
        self.passed_over = 0
        self.faults: list[FeedFinding] = []
        self._wants = wants
        self._names: dict[str, str] = {}
        self._depth = 0
        self._in_channel = False
        self._open: list[_UnfinishedElement] = []
        self._kept = deque[FeedElement]()
        self._elements = 0
        # the encoding has been looked at; what the first line says of it is told, and not obeyed
        self._parser = expat.ParserCreate("UTF-8", " ")
        self._parser.namespace_prefixes = True
        self._parser.buffer_text = True
        self._parser.buffer_size = 1 << 16
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartNamespaceDeclHandler = self._namespace
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end

    def read(self, feed: bytes) -> Iterator[FeedElement]:
        """The wanted elements, as soon as they have ended."""
        for begin in range(0, max(len(feed), 1), _BLOCK_BYTES):
            last = begin + _BLOCK_BYTES >= len(feed)
            try:
                self._parser.Parse(feed[begin : begin + _BLOCK_BYTES], last)
            except expat.ExpatError as error:
                raise UnreadableFeedError(_not_xml(feed, error)) from error
            while self._kept:
                yield self._kept.popleft()

    def _doctype(self, *_told: object) -> None:
        raise UnreadableFeedError(finding("doctype", self._parser.CurrentLineNumber, "the feed has a DOCTYPE"))

    def _namespace(self, prefix: str | None, address: str | None) -> None:
        self.prefixes.setdefault(prefix or "", address or "")

    def _begin(self, raw: str, attributes: dict[str, str]) -> None:
        name = self._names.get(raw) or self._named(raw)
        line = self._parser.CurrentLineNumber
        self._depth += 1
        if self._open:
            self._within(name, line, attributes)
        elif self._depth == 1:
            self._root(name, line, attributes)
        elif self._depth == 2:
            self._of_root(name, line)
        elif self._depth == 3 and self._in_channel:
            self._of_channel(name, line, attributes)

    def _root(self, name: str, line: int, attributes: Mapping[str, str]) -> None:
        self.root_line = line
        version = attributes.get("version", "")
        if name == "rss" and version == "2.0":
            return
        what = f"RSS {quotable(version)}" if name == "rss" and version else f"<{quotable(name)}>"
        named = "an Atom feed" if name == "atom:feed" else what
        raise UnreadableFeedError(
            finding("rss", line, f'this is {named}, and no feed that begins with <rss version="2.0">')
        )

    def _of_root(self, name: str, line: int) -> None:
        self._in_channel = name == "channel" and self.channel_line is None
        if self._in_channel:
            self.channel_line = line
        elif name in {"channel", "item"}:
            what = "a second <channel>" if name == "channel" else "an <item> outside of <channel>"
            self.faults.append(finding("rss", line, f"there is {what}; nobody reads it"))

    def _of_channel(self, name: str, line: int, attributes: Mapping[str, str]) -> None:
        if self._wants(name):
            if name == "item":
                self._elements = 0
            self._within(name, line, attributes)
            self._parser.CharacterDataHandler = self._text
        else:
            self.passed_over += 1
            if self.passed_over > _MOST_ITEMS:
                raise UnreadableFeedError(finding("xml", line, f"there are more than {_MOST_ITEMS} items"))

    def _within(self, name: str, line: int, attributes: Mapping[str, str]) -> None:
        self._elements += 1
        if self._depth > _DEEPEST:
            message = f"elements stand in each other more than {_DEEPEST} deep"
            raise UnreadableFeedError(finding("xml", line, message))
        if self._elements > _MOST_ELEMENTS:
            message = f"there are more than {_MOST_ELEMENTS} elements in one place"
            raise UnreadableFeedError(finding("xml", line, message))
        self._open.append(_UnfinishedElement(name, line, attributes))

    def _text(self, text: str) -> None:
        self._open[-1].texts.append(text)

    def _end(self, _raw: str) -> None:
        self._depth -= 1
        if not self._open:
            self._in_channel = self._in_channel and self._depth > 1
            return
        element = self._open.pop().finished()
        if self._open:
            self._open[-1].children.append(element)
        else:
            self._parser.CharacterDataHandler = None
            self._kept.append(element)

    def _named(self, raw: str) -> str:
        """The name under which judges know an element: by its namespace, else by the prefix that it has."""
        *address, local, prefix = parts if len(parts := raw.split(" ")) > 2 else (*parts, "")
        usual = _PREFIXES.get(" ".join(address), prefix)
        name = f"{usual}:{local}" if usual else local
        self._names[raw] = name
        return name


def _not_xml(feed: bytes, error: expat.ExpatError) -> FeedFinding:
    """What is wrong with a file that is no XML, and where."""
    if error.code in _BROKEN_OFF:
        return finding("xml", error.lineno, "the feed breaks off here: its end is missing")
    if error.code == _UNBOUND:
        return finding("namespace", error.lineno, f"{_unbound(feed, error.lineno)} has no xmlns in <rss>")
    reason = expat.errors.messages.get(error.code, "an error")
    return finding("xml", error.lineno, f"this is no XML at column {error.offset + 1}: {reason}")


def _unbound(feed: bytes, line: int) -> str:
    """The prefix in a line that was not declared, as far as it can be told."""
    text = feed.split(b"\n", line)[line - 1] if line <= feed.count(b"\n") + 1 else b""
    found = re.search(rb"<([A-Za-z][\w.-]*):", text)
    return f"the prefix {found[1].decode('ascii', 'replace')}:" if found else "a prefix in this line"
