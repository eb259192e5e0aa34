"""YAML as a tree of text, each node with its line and column.

Scalars keep the letters that the author typed, so that no YAML type bites (`off`, `4:6` and `1984` stay text). Nothing
here knows the script language; `audiogen.script.yaml.parse_messages` explains what YAML itself refuses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

import yaml
from yaml.composer import ComposerError
from yaml.events import AliasEvent, CollectionStartEvent, NodeEvent, ScalarEvent

from audiogen.names import quotable

_DEPTH_LIMIT: Final = 30
"""Nobody nests deeper by hand; the composer's own recursion must end before Python's does."""

LONGEST_WORD: Final = 1000
"""In letters. Nobody could say it, and looking for its pronunciation would take for ever."""
_WORD: Final = re.compile(
    r"[^\s\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u9fff\uac00-\ud7af\uff00-\uffef\U00020000-\U0003ffff]+"
)
"""Letters without a space between them, in scripts that write spaces."""
_HALVES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_UNSPEAKABLE = re.compile("[\0-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Line and column in a file, both from 1, in characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Amendment:
    """What may be written in place of a value, since nothing else can be meant by it."""

    written: str
    """The value as it stands in the file, quotes included."""
    meant: str


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """A mistake at a place, in a sentence for the author."""

    place: Place
    message: str
    amendment: Amendment | None = field(default=None, compare=False)
    """Of the value at the place; None where its author must decide."""
    rule: str = ""
    """The id of the rule of craft that it is against; empty for what is wrong in itself."""


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar, letter for letter."""

    place: Place
    value: str
    style: Literal["plain", "quoted", "block"] = "plain"
    comment: bool = False
    """Whether ` #` follows on the same line: YAML leaves the rest of the line out."""
    lines: tuple[tuple[Place, str], ...] = field(default=(), compare=False, repr=False)
    """What stands in the file: each of its lines, and where that begins."""

    def amendment(self, meant: str | None) -> Amendment | None:
        """The value with what is meant by it; None where that is not certain, or where it takes several lines."""
        return Amendment(self.lines[0][1].rstrip(), meant) if meant is not None and len(self.lines) == 1 else None

    @property
    def empty(self) -> bool:
        """Whether nothing at all was written."""
        return self.style == "plain" and not self.value


@dataclass(frozen=True, slots=True)
class Items:
    """A sequence."""

    place: Place
    items: tuple[Node, ...]
    flow: bool = False
    """Whether it was written in brackets."""


@dataclass(frozen=True, slots=True)
class KeyValue:
    """One key and its value."""

    key: str
    place: Place
    """Of the key."""
    value: Node


@dataclass(frozen=True, slots=True)
class Fields:
    """A mapping; its keys are different from one another."""

    place: Place
    entries: tuple[KeyValue, ...]
    flow: bool = False
    """Whether it was written in braces."""

    def entry(self, key: str) -> KeyValue | None:
        """The entry of a key."""
        return next((entry for entry in self.entries if entry.key == key), None)


Node: TypeAlias = Text | Items | Fields
TreePath: TypeAlias = "tuple[str | int, ...]"
"""Keys, and positions in lists from 0, that lead from the top of a tree to a value."""


def follow(node: Node, path: TreePath) -> tuple[Node, tuple[KeyValue | None, ...]]:
    """Follow a path as far as the tree has it.

    Returns:
        The last node that was found, and one entry for each part of the path that was: its key with the value, or
        None for a position in a list.
    """
    found: list[KeyValue | None] = []
    for part in path:
        if isinstance(node, Fields) and isinstance(part, str) and (pair := node.entry(part)):
            node = pair.value
            found.append(pair)
        elif isinstance(node, Items) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
            found.append(None)
        elif isinstance(node, Fields) and part == 0:
            # one alone stands without a list
            found.append(None)
        else:
            break
    return node, tuple(found)


def place_of(mark: yaml.Mark) -> Place:
    """The place of a PyYAML mark, which counts from 0."""
    return Place(mark.line + 1, mark.column + 1)


class Composer(yaml.SafeLoader):
    """Composes YAML's nodes, and keeps what the nodes themselves lose: anchors, tags and the last quoted text."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._depth = 0
        self._anchors: dict[str, Place] = {}
        self._aliases: set[str] = set()
        self._tags: list[tuple[Place, str]] = []
        self.last_quoted: tuple[Place, Place] | None = None
        """Where the last text in quotes began and ended."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """A node and all below it.

        Raises:
            yaml.YAMLError: when the text is not YAML, or nests too deep.
        """
        event: NodeEvent = self.peek_event()  # type: ignore[no-untyped-call]  # so in the stubs
        self._note(event)
        self._depth += 1
        if self._depth > _DEPTH_LIMIT:
            mark = event.start_mark if isinstance(event.start_mark, yaml.Mark) else None
            raise ComposerError(problem="nested too deep", problem_mark=mark)
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node

    def _note(self, event: NodeEvent) -> None:
        if not isinstance(event.start_mark, yaml.Mark) or not isinstance(event.end_mark, yaml.Mark):
            return
        place = place_of(event.start_mark)
        if isinstance(event, AliasEvent):
            self._aliases.add(str(event.anchor))
            return
        if event.anchor:
            self._anchors[event.anchor] = place
        if isinstance(event, ScalarEvent | CollectionStartEvent) and event.tag is not None:
            self._tags.append((place, event.tag))
        if isinstance(event, ScalarEvent) and event.style in {'"', "'"}:
            self.last_quoted = (place, place_of(event.end_mark))

    def odd_beginnings(self) -> Iterator[Fault]:
        """Values whose first letters YAML takes for its own: anchors that nothing refers to, and tags."""
        for name, place in self._anchors.items():
            if name not in self._aliases:
                yield Fault(
                    place,
                    f'YAML takes "&{quotable(name)}" '
                    "for a label and leaves it out; "
                    'if it is text, put it all in "quotes"',
                )
        for place, tag in self._tags:
            written = tag.replace("tag:yaml.org,2002:", "!!")
            yield Fault(
                place,
                f'YAML takes "{quotable(written)}" for the name of a type, '
                'which is not used here; put text in "quotes"',
            )


@dataclass(slots=True)
class TreeBuilder:
    """Turns composed nodes into a tree, collecting faults. One builder for each document."""

    lines: list[str]
    """The lines of the file."""
    faults: list[Fault] = field(default_factory=list)
    _built: dict[int, Node] = field(default_factory=dict)
    _open: set[int] = field(default_factory=set)

    def build(self, node: yaml.Node) -> Node:
        """The tree below a node; a node that is referred to twice is built once."""
        # PyYAML gives the very same object for an alias and for what it refers to
        if id(node) in self._built:
            return self._built[id(node)]
        place = place_of(node.start_mark)
        if id(node) in self._open:
            self.faults.append(Fault(place, "this refers to itself; write it out, or leave it out"))
            return Text(place, "", "quoted")
        # an alias inside its own anchor comes back to a node that is still open
        self._open.add(id(node))
        built: Node
        if isinstance(node, yaml.MappingNode):
            built = Fields(place, tuple(self._entries(node)), bool(node.flow_style))
        elif isinstance(node, yaml.SequenceNode):
            built = Items(place, tuple(map(self.build, node.value)), bool(node.flow_style))
        else:
            built = self._text(node, place)
        self._open.discard(id(node))
        self._built[id(node)] = built
        return built

    def _text(self, node: yaml.Node, place: Place) -> Text:
        value, style = self._readable(str(node.value), place), getattr(node, "style", None)
        self._note_long_words(value, place)
        lines = self._written(node, block=style in {"|", ">"})
        if style in {"|", ">"}:
            return Text(place, value, "block", lines=lines)
        # PyYAML ends an empty value where the key ends, so that a comment may follow without a space
        rest = self.lines[node.end_mark.line][node.end_mark.column :] if node.end_mark.line < len(self.lines) else ""
        comment = re.match(r"\s+#" if value else r"\s*#", rest) is not None
        return Text(place, value, "quoted" if style else "plain", comment, lines)

    def _written(self, node: yaml.Node, *, block: bool) -> tuple[tuple[Place, str], ...]:
        """The lines of a scalar as they stand in the file; those of a block begin below its sign."""
        first, last = node.start_mark.line, min(node.end_mark.line, len(self.lines) - 1)
        until = node.end_mark.column if last == node.end_mark.line else None
        found: list[tuple[Place, str]] = []
        for number in range(first + block, last + 1):
            begin = node.start_mark.column if number == first else 0
            found.append((Place(number + 1, begin + 1), self.lines[number][begin : until if number == last else None]))
        return tuple(found)

    def _readable(self, value: str, place: Place) -> str:
        """A text without what only escapes can write: it stands for nothing, and nothing that follows could take it."""
        # JSON writes a letter beyond U+FFFF as two halves
        joined = _HALVES.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), value)
        odd = _UNSPEAKABLE.search(joined)
        if odd is None:
            return joined
        self.faults.append(Fault(place, f"an escape in this text stands for {described(odd[0])}; remove it"))
        return _UNSPEAKABLE.sub("\ufffd", joined)

    def _note_long_words(self, value: str, place: Place) -> None:
        for match in _WORD.finditer(value):
            if match.end() - match.start() > LONGEST_WORD:
                begin, rest = match[0][:40], enumerate(self.lines[place.line - 1 :], place.line)
                found = next((Place(number, line.index(begin) + 1) for number, line in rest if begin in line), place)
                message = (
                    f'"{quotable(match[0])}" has no space in more than {LONGEST_WORD} letters; divide or remove it'
                )
                self.faults.append(Fault(found, message))
                return

    def _entries(self, node: yaml.MappingNode) -> Iterator[KeyValue]:
        first_lines: dict[str, int] = {}
        merged: list[KeyValue] = []
        for key_node, value_node in node.value:
            place = place_of(key_node.start_mark)
            value = self.build(value_node)
            key = self._readable(key_node.value, place) if isinstance(key_node, yaml.ScalarNode) else ""
            if not isinstance(key_node, yaml.ScalarNode):
                self.faults.append(Fault(place, 'a key is one word; if this is text, put it in "quotes"'))
            elif key == "<<" and key_node.style is None:
                sources = value.items if isinstance(value, Items) else (value,)
                merged += (pair for source in sources if isinstance(source, Fields) for pair in source.entries)
            elif key in first_lines:
                name, line = quotable(key), first_lines[key]
                # what a dash begins has other names in other files
                dash = "" if place.column == 1 else ", or begin the next one with a dash"
                twice = f'"{name}" is written twice, first on line {line}'
                message = f"{twice}; YAML would keep only one, so remove the other{dash}"
                self.faults.append(Fault(place, message))
            else:
                first_lines[key] = place.line
                yield KeyValue(key, place, value)
        # keys that are written out win over merged ones, wherever they stand
        for entry in merged:
            if entry.key not in first_lines:
                first_lines[entry.key] = entry.place.line
                yield entry


def described(character: str) -> str:
    """Words for a character that no screen shows."""
    return f"U+{ord(character):04X}, a character that cannot be seen or spoken"
