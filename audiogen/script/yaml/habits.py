"""Habits of typing that YAML does not share: missing colons, spaces that are none, curly quotes, bullets.

Such a habit runs through a whole file, so that each is told once, at its first line; then the lines are mended in
memory, so that the rest of the file can be checked. A file that can be read as it stands is never mended: what is a
habit in one may be text in another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

from audiogen.names import quotable
from audiogen.script.meant.keys import key_meant
from audiogen.script.meant.media_files import is_media
from audiogen.script.yaml.dashes import mend_marks, mend_missing
from audiogen.script.yaml.mending import Found, Mender
from audiogen.script.yaml.nodes import Fault, Items, Node, Text
from audiogen.script.yaml.outline import INVISIBLE, SPACES, WINDOWS_PATH, named, readable, structure, width

_ODD_SPACES: Final = re.compile(f"[{SPACES}{INVISIBLE}]")
_BEFORE: Final = r"(?P<before>[ ]*(?:-[ ]+)?)"
_FIELD: Final = re.compile(rf"{_BEFORE}\w+[ ]*:(?:[ ]+(?P<value>\S.*)|[ ]*)")
_WITHOUT_COLON: Final = re.compile(
    rf"{_BEFORE}(?P<key>\w+)"
    r"(?P<sign>[ ]*(?::=|=>|->|[=;\uff1a\ufe30\ufe55\u2236\u02d0]|[-\u2013\u2014](?=[ ]))[ ]*|[ ]+|(?=$))(?P<value>.*)"
)
_GLUED: Final = re.compile(rf"{_BEFORE}(?P<key>\w+):(?P<value>[^\s:/].*)")
_IN_CURLY_QUOTES: Final = re.compile(
    rf"{_BEFORE}[\u201c\u201d\u201e\u00ab\u2018\u2019\u201a](?P<key>\w+)[\u201c\u201d\u00bb\u2018\u2019](?P<rest>:.*)"
)
_KEY_LINE: Final = re.compile(rf"{_BEFORE}(?P<key>\w+)(?P<rest>[ ]*:(?:[ ].*)?)")
_BOLD: Final = re.compile(rf"{_BEFORE}(?P<mark>[*_]{{1,3}})(?P<key>\w+?)(?::(?P=mark)|(?P=mark)[ ]*:)[ ]*(?P<value>.*)")
_QUOTED_PATH: Final = re.compile(
    rf"{_BEFORE}(?P<key>clip|file|bed|cover|sound|music|audio):[ ]+\"(?P<path>[^\"]*)\"[ ]*"
)
_WIDTHS: Final = ((" ", ""), ("  ", ""), ("", ""), (" ", " "))
"""What a space that is none, and what an invisible character may stand for."""
_MANY: Final = 3
"""So many keys without a space behind their colons are a habit; fewer are told one by one."""
_OF_NAMES: Final = frozenset({"with", "ignore"})
"""Keys below which stand names, of variables and of rules, and no keys."""
_LONGEST_KEY: Final = 100
"""In letters; what is longer is no key at all."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A file without the habits, and what was found."""

    lines: list[str]
    faults: tuple[Fault, ...]
    unsure: frozenset[int] = frozenset()
    """The lines, from 0, that can be read now, and of which only their author knows how they are meant."""


def odd_keys(root: Node, keys: Collection[str], verbs: Collection[str]) -> bool:
    """Whether a tree holds keys that YAML reads, but that look like a habit: a bullet, steps without dashes.

    Args:
        root: the tree.
        keys: what may be a key in the file.
        verbs: those of them that begin a step.
    """
    if isinstance(root, Text):
        # whatever stands in place of a colon
        first = re.match(r"\W*(\w+)", root.value)
        return ":" in root.value or (first is not None and first[1].lower() in keys)
    # a node that is referred to twice stands in the tree twice
    waiting: list[tuple[Node, bool]] = [(root, True)]
    seen: set[int] = set()
    while waiting:
        node, top = waiting.pop()
        if id(node) in seen or isinstance(node, Text):
            continue
        seen.add(id(node))
        if isinstance(node, Items):
            if any(_verb_in_text(item, verbs) for item in node.items):
                return True
            waiting += ((item, False) for item in node.items)
            continue
        names = [pair.key for pair in node.entries]
        if any(_odd(name, keys) or (verbs and _in_capitals(name, keys)) for name in names) or sum(
            name in verbs for name in names
        ) > (0 if top else 1):
            return True
        waiting += ((pair.value, False) for pair in node.entries if pair.key not in _OF_NAMES)
    return False


def _verb_in_text(node: Node, verbs: Collection[str]) -> bool:
    """Whether an item of a list is text that begins as a step does."""
    word = re.match(r"(\w+)\W", node.value) if isinstance(node, Text) and node.style == "plain" else None
    return word is not None and word[1] in verbs


def _in_capitals(name: str, keys: Collection[str]) -> bool:
    return name not in keys and name.lower() in keys


def _odd(name: str, keys: Collection[str]) -> bool:
    if name in keys or len(name) > _LONGEST_KEY:
        return False
    word = re.search(r"(\w+)\W*$", _ODD_SPACES.sub("", name))
    return bool(_ODD_SPACES.search(name)) or (word is not None and word[1] in keys)


def mend(lines: list[str], keys: Collection[str], verbs: Collection[str]) -> Mended:
    """Find every habit, and mend its lines.

    Args:
        lines: those of a file that YAML refuses, or in which it finds odd keys.
        keys: what may be a key in the file.
        verbs: those of them that begin a step.
    """
    mender = Mender(list(lines), keys, verbs)
    for look in _LOOKS:
        look(mender)
    return Mended(mender.lines, tuple(mender.faults), frozenset(mender.unsure))


def _indentation(mender: Mender) -> None:
    """Lines that begin with something that only looks like spaces."""
    found: list[tuple[int, Found]] = []
    structural, block = set(structure(mender.lines)), 0
    for index, line in enumerate(mender.lines):
        begun = line[: width(line)]
        odd = _ODD_SPACES.search(begun)
        if index in structural:
            block = width(line)
        # behind enough ordinary spaces, anything is text of a block
        if odd is None or len(begun) == len(line) or (index not in structural and odd.start() > block + 2):
            continue
        message = f"the line is indented with a character that is not a space: {named(odd[0])}; indent with spaces"
        found.append((index, Found(odd.start(), message, line)))
    if found:
        # nobody knows how wide they look in the author's editor: the first width with which YAML can be read
        ways = [_indented_by(mender.lines, [index for index, _ in found], *way) for way in _WIDTHS]
        mender.lines = next(filter(readable, ways), ways[0])
        mender.tell(found)


def _indented_by(lines: list[str], found: list[int], space: str, invisible: str) -> list[str]:
    """All lines; in those that were found, odd spaces and invisible characters of the indentation replaced."""
    mended = list(lines)
    for index in found:
        begun = lines[index][: width(lines[index])]
        spaces = re.sub(f"[{SPACES}]", space, re.sub(f"[{INVISIBLE}]", invisible, begun))
        mended[index] = spaces + lines[index][len(begun) :]
    return mended


def _keys(mender: Mender) -> None:
    """Characters in and around a key that nobody sees."""

    def look(_: int, line: str) -> Found | None:
        before, colon, value = line.partition(":")
        behind = re.match(f"[{SPACES}{INVISIBLE}]*", value)
        end = len(before) + 1 + (behind.end() if behind else 0)
        odd = _ODD_SPACES.search(line, 0, end)
        plain = re.sub(f"[{SPACES}]", " ", re.sub(f"[{INVISIBLE}]", "", before))
        key = re.fullmatch(r"\W*(\w+)\s*", plain[:_LONGEST_KEY])
        if odd is None or not colon or key is None or key[1] not in mender.keys:
            return None
        column = odd.start()
        where = "before" if column < before.find(key[1]) else "in" if column < len(before.rstrip()) else "behind"
        message = f'{where} "{key[1]}" stands a character that cannot be seen: {named(odd[0])}'
        good = f"{plain}: {line[end:].lstrip()}".rstrip()
        return Found(column, f'{message}; delete it, and write "{key[1]}: " anew', good)

    mender.each(look)


def _capitals(mender: Mender) -> None:
    """Keys of a script that begin with a capital, as editors like to make them."""
    if not mender.verbs:
        return
    given: int | None = None

    def look(_: int, line: str) -> Found | None:
        nonlocal given
        given = None if given is not None and width(line) <= given else given
        match = _KEY_LINE.fullmatch(line)
        if match and match["key"] in _OF_NAMES and match["rest"].strip() == ":":
            given = width(line)
        if match is None or given is not None or not _in_capitals(match["key"], mender.keys):
            return None
        key = match["key"]
        message = f'keys are written in small letters; write "{key.lower()}:" for "{key}:"'
        return Found(match.start("key"), message, f"{match['before']}{key.lower()}{match['rest']}")

    mender.each(look)


def _curly_quotes(mender: Mender) -> None:
    """Keys in the quotes that editors make."""

    def look(_: int, line: str) -> Found | None:
        match = _IN_CURLY_QUOTES.fullmatch(line)
        if match is None or match["key"] not in mender.keys:
            return None
        message = f"curly quotes mean nothing to YAML; write the key without quotes: {match['key']}:"
        return Found(match.start("key") - 1, message, f"{match['before']}{match['key']}{match['rest']}")

    mender.each(look)


def _bold(mender: Mender) -> None:
    """Keys between stars, which are bold in Markdown."""

    def look(_: int, line: str) -> Found | None:
        match = _BOLD.fullmatch(line)
        key = match["key"] if match else ""
        key = key if key in mender.keys or not mender.verbs else key.lower()
        if match is None or key not in mender.keys:
            return None
        message = f'{match["mark"]} around a word belongs to Markdown; write the key alone: "{key}: "'
        return Found(match.start("mark"), message, f"{match['before']}{key}: {match['value']}".rstrip())

    mender.each(look)


def _paths(mender: Mender) -> None:
    """Paths of Windows in double quotes, in which each backslash would mean something to YAML."""

    def look(_: int, line: str) -> Found | None:
        match = _QUOTED_PATH.fullmatch(line)
        if match is None or "\\" not in match["path"]:
            return None
        if match["path"][1:2] != ":" and not is_media(match["path"]):
            return None
        good = match["path"].replace("\\", "/").replace(":", "")
        line = f"{match['before']}{match['key']}: {good}"
        # a file on another drive must be copied first
        return Found(match.start("path") - 1, WINDOWS_PATH, line, sure=":" not in match["path"])

    mender.each(look)


def _spaces_behind_colons(mender: Mender) -> None:
    """Keys with their values glued to them."""

    def look(_: int, line: str) -> Found | None:
        # a hyphen without its space is mended later
        match = _GLUED.fullmatch(re.sub(r"^([ ]*)-(?=\w)", r"\1- ", line))
        if match is None or match["key"] not in mender.keys:
            return None
        key, value = match["key"], match["value"]
        message = f'a space is missing after "{key}:"; write "{quotable(key + ": " + value)}"'
        column = line.index(f"{key}:") + len(key) + 1
        return Found(column, message, f"{line[:column]} {value}")

    found = sum(look(index, mender.lines[index]) is not None for index in structure(mender.lines))
    if found >= _MANY:
        mender.each(look)


def _colons(mender: Mender) -> None:
    """Keys without a colon, or with something that only looks like one."""
    above = ""

    def look(_: int, line: str) -> Found | None:
        nonlocal above
        match = None if _continues(line, above) else _key_without_colon(line, mender.keys)
        above = line
        if match is None:
            return None
        good, sign = f"{match['key']}: {match['value']}".strip(), match["sign"].strip()
        stands = f'; "{sign}" ({named(sign[0])}) is another sign' if sign else ""
        message = f'a colon is missing after "{match["key"]}"{stands}; write "{quotable(good)}"'
        above = f"{match['before']}{good}"
        return Found(match.end("key"), message, above)

    mender.each(look)


def _continues(line: str, above: str) -> bool:
    """Whether a line that stands deeper than the key above it goes on with that key's text."""
    match = _FIELD.fullmatch(above)
    return match is not None and match["value"] is not None and width(line) > len(match["before"])


def _key_without_colon(line: str, keys: Collection[str]) -> re.Match[str] | None:
    match = _WITHOUT_COLON.fullmatch(line)
    if match is None or match["key"] not in keys or _FIELD.fullmatch(line) or _GLUED.fullmatch(line):
        return None
    # words that mean another key together, like "for sleep", are no key without its colon
    if ":" in match["value"] and key_meant(f"{match['key']} {match['value'].partition(':')[0].strip()}", keys):
        return None
    # a dash and a word are a step whose value is missing, which is told elsewhere
    return None if not match["value"] and "-" in match["before"] else match


_LOOKS: Final[tuple[Callable[[Mender], None], ...]] = (
    _indentation,
    _keys,
    _curly_quotes,
    _paths,
    _bold,
    _spaces_behind_colons,
    _colons,
    _capitals,
    mend_marks,
    mend_missing,
)
"""In this order: each takes for granted that those before it are done."""
