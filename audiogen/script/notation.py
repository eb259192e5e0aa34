r"""Reads the notation inside spoken text: our own signs here, tags in `audiogen.script.ssml`.

    *word*                      emphasis
    [pause 2s]                  a silence
    [Ananda](ah-NAHN-dah)       said as written in the second bracket
    [Om](/om/)                  said as these sounds of the International Phonetic Alphabet
    \*  \[  \<                  the sign itself

Whatever looks like notation is understood or refused: nothing of it is ever read aloud.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Final

from audiogen.script.markup import Annotation, AnnotationKind, Break, Marked
from audiogen.script.ssml import Tag, TagKind, read_tag
from audiogen.sentences import fold
from audiogen.units import parse_seconds

LONGEST_PAUSE_S: Final = 600.0

_TOKEN: Final = re.compile(
    r"\\(?P<escaped>[*\[\]<>&\\])"
    r"|(?P<hidden><!--.*?-->|<[?!])"
    r"|(?P<tag></?[A-Za-z][^<>]*>)"
    r"|(?P<unclosed></?[A-Za-z])"
    r"|&(?P<entity>amp|lt|gt|quot|apos|#[0-9]+|#[xX][0-9a-fA-F]+);"
    r"|\[[ ]*pause\b[ ]*(?P<pause>[^\[\]\n]*)\]"
    r"|\[(?P<word>[^\[\]\n]+)\]\((?P<said>[^()\n]*)\)"
    r"|(?P<stars>\*+)"
    r"|(?P<line>\n)"
    r"|(?P<letter>.)",
    re.DOTALL,
)
_TAG_OVER_LINES: Final = re.compile(r"<[^<>]*>")
_ADDRESS: Final = re.compile(r"\w+://|www\.|mailto:|#", re.IGNORECASE)
_CLOSING: Final = frozenset(".,;:!?\u2026)\u201d\u2019")
"""Marks before which no space is left where a tag was taken out."""


def read_markup(text: str) -> Marked:
    """The text of one `say` as listeners read it, and what its notation says.

    Args:
        text: as its author wrote it, of any number of lines.

    Raises:
        ValueError: with a sentence that says what is wrong with the notation, and what to write instead.
    """
    on_one_line = _TAG_OVER_LINES.sub(
        lambda match: match[0].replace("\n", " "), text.replace("\r\n", "\n").replace("\r", "\n")
    )
    folded = "\n".join(fold(line) for line in on_one_line.split("\n"))
    reader = _Reader()
    for token in _TOKEN.finditer(folded):
        reader.take(token, folded)
    return reader.finish()


def checked(text: str) -> str:
    """The text itself, when its notation is right and there are words in it.

    Raises:
        ValueError: with a sentence that says what to write instead.
    """
    marked = read_markup(text)
    if not any(map(str.isalnum, marked.text)):
        message = "there are no words here to be spoken; for a silence write a step of its own, like - pause: 4s"
        raise ValueError(message)
    return text


@dataclass(frozen=True, slots=True)
class _Open:
    """A sign or tag that waits for its end."""

    name: str
    """As its author wrote it, for messages."""
    start: int
    annotation: tuple[AnnotationKind, str] | None
    paragraph: bool = False


@dataclass(slots=True)
class _Reader:
    """The text so far; positions are those of the text that listeners read."""

    letters: list[str] = field(default_factory=list)
    annotations: list[Annotation] = field(default_factory=list)
    breaks: list[Break] = field(default_factory=list)
    waiting: list[_Open] = field(default_factory=list)
    taken_out: bool = False
    """Whether notation stood just here."""
    line_start: int = 0

    def take(self, token: re.Match[str], text: str) -> None:
        """Read one token."""
        kind, written = token.lastgroup or "", token[0]
        match kind:
            case "escaped":
                self._put(token["escaped"])
            case "entity":
                self._put(html.unescape(written))
            case "tag":
                self._tag(read_tag(written))
            case "pause":
                self._pause(token["pause"], written)
            case "said":
                self._pronounced(token["word"], token["said"].strip(), written)
            case "stars":
                self._stars(written, text[: token.start()][-1:], text[token.end() :][:1])
            case "line":
                self._line()
            case "letter":
                self._put(written)
            case _:
                message = f'"{_around(text, token.start())}" is read as a tag and has no end; for the sign write \\<'
                raise ValueError(message)

    def finish(self) -> Marked:
        """The text, when nothing waits for its end any more."""
        if self.waiting:
            raise ValueError(_never_closed(self.waiting[-1]))
        self._trim_line()
        while self.letters and self.letters[-1] == "\n":
            self._drop_last()
        return Marked("".join(self.letters), tuple(sorted(self.annotations)), tuple(sorted(self.breaks)))

    def _put(self, letters: str) -> None:
        for letter in letters:
            after_space = len(self.letters) == self.line_start or self.letters[-1] == " "
            if letter == " " and after_space:
                continue
            if letter in _CLOSING and self.taken_out and len(self.letters) > self.line_start and after_space:
                self._drop_last()
            self.letters.append(letter)
        if not letters.isspace():
            self.taken_out = False

    def _drop_last(self) -> None:
        self.letters.pop()
        end = len(self.letters)
        self.breaks = [Break(min(each.at, end), each.seconds) for each in self.breaks]
        self.annotations = [
            Annotation(min(each.start, end), min(each.end, end), each.kind, each.value) for each in self.annotations
        ]

    def _trim_line(self) -> None:
        while len(self.letters) > self.line_start and self.letters[-1] == " ":
            self._drop_last()

    def _line(self) -> None:
        if any(each.name.startswith("*") for each in self.waiting):
            raise ValueError(_never_closed(self.waiting[-1]))
        self._trim_line()
        # a line of notation alone is no empty line, and begins no paragraph
        if len(self.letters) > self.line_start or not self.taken_out:
            self.letters.append("\n")
            self.line_start = len(self.letters)
        self.taken_out = False

    def _annotate(self, start: int, kind: AnnotationKind, value: str = "") -> None:
        end = len(self.letters)
        while start < end and self.letters[start] in " \n":
            start += 1
        while end > start and self.letters[end - 1] in " \n":
            end -= 1
        if start < end:
            self.annotations.append(Annotation(start, end, kind, value))

    def _pause(self, length: str, written: str) -> None:
        if not length:
            message = f"{written} does not say how long; write it like [pause 2s]"
            raise ValueError(message)
        self._silence(parse_seconds(length), written)

    def _silence(self, seconds: float, written: str) -> None:
        if seconds > LONGEST_PAUSE_S:
            message = f"{written} is longer than {LONGEST_PAUSE_S / 60:g} minutes; use a step of its own, - pause: 12m"
            raise ValueError(message)
        inside = next((each for each in self.waiting if each.annotation and each.annotation[0] in _WHOLE), None)
        if inside:
            message = f"{written} stands inside {inside.name}, which is said in one go; put it before or after"
            raise ValueError(message)
        if seconds:
            self.breaks.append(Break(len(self.letters), seconds))
        self.taken_out = True

    def _pronounced(self, word: str, said: str, written: str) -> None:
        if not said or _ADDRESS.match(said):
            what = "an address, which nobody can hear" if said else "nothing"
            message = f"{written} gives {what}; write the words alone, or how they are said: [Ananda](ah-NAHN-dah)"
            raise ValueError(message)
        if any(each.annotation and each.annotation[0] in _WHOLE for each in self.waiting):
            message = f"{written} stands inside another pronunciation; write one of them"
            raise ValueError(message)
        start = len(self.letters)
        self._put(word)
        phonemes = len(said) > 2 and said.startswith("/") and said.endswith("/")
        self._annotate(start, "ipa" if phonemes else "respelling", said.strip("/").strip() if phonemes else said)

    def _stars(self, stars: str, before: str, after: str) -> None:
        opened = next((each for each in self.waiting if each.name == stars), None)
        if opened and opened is self.waiting[-1] and before.strip() and not after.isalnum():
            self.waiting.pop()
            self._annotate(opened.start, "emphasis")
        elif len(stars) <= 2 and after.strip() and not before.isalnum() and not opened:
            self.waiting.append(_Open(stars, len(self.letters), ("emphasis", "")))
        elif before.isalnum() == after.isalnum() and (before.isalnum() or not (before + after).strip()):
            self._put(stars)
        else:
            message = f'{stars} at "{before}{stars}{after}" is half an emphasis; write *word*, or \\* for a star itself'
            raise ValueError(message)

    def _tag(self, tag: Tag) -> None:
        match tag.kind:
            case TagKind.BREAK:
                self._silence(tag.seconds, tag.written)
            case TagKind.OPEN:
                self._open(tag)
            case TagKind.CLOSE:
                self._close(tag)
        self.taken_out = True

    def _open(self, tag: Tag) -> None:
        kinds = [each.annotation[0] for each in self.waiting if each.annotation]
        if tag.annotation and (tag.annotation[0] in _WHOLE) and _WHOLE.intersection(kinds):
            message = f"{tag.written} stands inside another pronunciation; write one of them"
            raise ValueError(message)
        if tag.annotation and tag.annotation[0] == "pace" and "pace" in kinds:
            message = f"{tag.written} stands inside another pace; close that one first"
            raise ValueError(message)
        if tag.paragraph:
            self._paragraph()
        self.waiting.append(_Open(tag.written, len(self.letters), tag.annotation, tag.paragraph))

    def _close(self, tag: Tag) -> None:
        if not self.waiting or _name(self.waiting[-1].name) != _name(tag.written):
            inside = f" before {self.waiting[-1].name} is closed" if self.waiting else ""
            message = f"{tag.written} closes what was not opened{inside}; remove it, or put it where it belongs"
            raise ValueError(message)
        opened = self.waiting.pop()
        if opened.annotation:
            self._annotate(opened.start, *opened.annotation)
        if opened.paragraph:
            self._paragraph()

    def _paragraph(self) -> None:
        self._trim_line()
        while self.letters and self.letters[-2:] != ["\n", "\n"]:
            self.letters.append("\n")
        self.line_start = len(self.letters)


_WHOLE: Final = frozenset({"ipa", "respelling", "say-as"})
"""What is said in one go, so that nothing may stand inside."""


def _name(tag: str) -> str:
    match = re.match(r"</?\s*([\w:-]+)", tag)
    return match[1].lower() if match else tag


def _never_closed(opened: _Open) -> str:
    if opened.name.startswith("*"):
        return f"{opened.name} begins an emphasis that has no end on its line; write *word*, or \\* for a star itself"
    return f"{opened.name} is never closed; write </{_name(opened.name)}> where it ends"


def _around(text: str, at: int) -> str:
    line = text[at:].partition("\n")[0]
    return line if len(line) <= 30 else f"{line[:27]}..."
