r"""Reads the notation inside spoken text: our own signs here, tags in `audiogen.script.notation.ssml`.

    *word*                      emphasis
    [pause 2s]                  a silence
    [Ananda](ah-NAHN-dah)       said as written in the second bracket
    [Om](/om/)                  said as these sounds of the International Phonetic Alphabet
    \*  \[  \<  \{              the sign itself

Whatever looks like notation is understood or refused: nothing of it is ever read aloud.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Final, NoReturn

from audiogen.names import quotable
from audiogen.script.notation.markup import WHOLE, Annotation, AnnotationKind, Break, Marked
from audiogen.script.notation.sentences import fold
from audiogen.script.notation.spacing import PARAGRAPH, RawText
from audiogen.script.notation.ssml import Tag, decoded, read_tag, silence_s
from audiogen.script.slips import Slip, SpokenTextError

LONGEST_PAUSE_S: Final = 600.0
"""A longer silence inside a text was mistyped, or is a step of its own."""

_LONGEST_QUOTE: Final = 30
"""Letters: to find the place in a text takes no more."""
_WORD: Final = re.compile(r"\S+")
_SIGNS: Final = r"*\[\]<>&\\{}"
_TAG: Final = r"""</?[^\W\d_](?:(?:[^<>"']|"[^"<]*"|'[^'<]*')*|[^<>]*)>"""
_NAMES: Final = "break|phoneme|say-as|emphasis|prosody|speak|sub|voice|audio|mark|lang"
# the first alternative that fits is taken: what is right stands before what only looks like it and is refused
_TOKEN: Final = re.compile(
    rf"\\(?P<escaped>[{_SIGNS}])"
    r"|(?P<hidden><!--.*?(?:-->|$)|<[?!][^<>]*>?)"
    rf"|(?P<tag>{_TAG})"
    rf"|(?P<unclosed></?[^\W\d_]|<[ ]*/?[ ]*(?i:{_NAMES})\b)"
    r"|\[[ ]*(?i:pause)(?=[ \d:\]])[ ]*:?[ ]*(?P<pause>[^\[\]\n]*)\]"
    r"|(?P<open_pause>\[[ ]*(?i:pause)(?=[ \d:\n]|\Z))"
    r"|(?P<closing>\[/[^\W\d_]+\])"
    r"|\[(?P<word>[^\[\]\n]+)\]\((?P<said>[^()\n]*)\)"
    r"|(?P<half>\[(?:[^\[\]\n]|\[[^\[\]\n]*\])*\]\()"
    r"|(?P<stars>\*+)"
    r"|(?P<line>\n)"
    r"|(?P<letter>.)",
    re.DOTALL,
)
# tags and remarks may run over several lines, though a line of text is a thought of its own
_OVER_LINES: Final = re.compile(rf"\\[{_SIGNS}]|<!--(?:.*?-->|.*)|{_TAG}", re.DOTALL)
# entities inside tags belong to attributes, which ssml decodes itself
_ENTITIES_OUTSIDE: Final = re.compile(rf"(?P<kept>\\[{_SIGNS}]|{_TAG})|(?P<entity>&[#\w]+;)")
# a link in Markdown looks like a pronunciation
_ENDINGS: Final = "com|org|net|edu|io|html?|php|pdf|md|png|jpe?g|gif|svg|mp3"
_ADDRESS: Final = re.compile(
    rf"\w+://|www\.|mailto:|#|\.*/\S*[^/\s]$|\S+@\S+$|\S+\.(?:{_ENDINGS})(?:[/?#]\S*)?$", re.IGNORECASE
)
_REFUSED: Final = {
    "hidden": "is a remark or an instruction, which nobody hears; remove it, or for the sign write \\<",
    "unclosed": "is read as a tag and has no end; for the sign write \\<",
    "open_pause": "is a silence without its end; write it on one line, like [pause 2s]",
    "closing": 'closes nothing; for another pace write <prosody rate="slow">...</prosody>, or \\[ for the sign itself',
    "half": "is read as a pronunciation; write it like [Ananda](ah-NAHN-dah), or \\[ for the sign itself",
}
"""What looks like notation → what is to be said about it."""


@lru_cache(maxsize=1024)  # a text is read when it is loaded, checked, planned and keyed
def read_markup(text: str) -> Marked:
    """The text of one `say` as listeners read it, and what its notation says.

    Args:
        text: as its author wrote it, of any number of lines.

    Raises:
        SpokenTextError: with a sentence that says what is wrong with the notation, and what to write instead.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    on_one_line = _OVER_LINES.sub(lambda match: match[0].replace("\n", " "), plain)
    folded = "\n".join(fold(_ENTITIES_OUTSIDE.sub(_without_entity, line)) for line in on_one_line.split("\n"))
    reader = _Reader()
    start = 0
    try:
        for token in _TOKEN.finditer(folded):
            start = token.start()
            reader.take(token, folded)
        start = len(folded)
        return reader.finish()
    except ValueError as error:
        begun = reader.waiting[-1].begun if reader.refuses_open else start
        raise SpokenTextError([Slip(_same_word(text, folded, begun), str(error))]) from error


def _same_word(text: str, folded: str, offset: int) -> int:
    """Where in a text the word stands that is at an offset of its folded form, which has the same words."""
    before = len(folded[:offset].split()) - (offset > 0 and not folded[offset - 1].isspace())
    found = next(islice(_WORD.finditer(text), max(before, 0), None), None)
    return found.start() if found else 0


def _without_entity(match: re.Match[str]) -> str:
    # a sign that was written as an entity, like &ast;, is meant as itself
    return match["kept"] or decoded(match[0], escape=lambda letter: re.sub(f"[{_SIGNS}]", r"\\\g<0>", letter))


@dataclass(frozen=True, slots=True)
class _Open:
    """A sign or tag that waits for its end."""

    name: str
    """As its author wrote it, for messages."""
    start: int
    annotation: tuple[AnnotationKind, str] | None
    tag: Tag | None = None
    begun: int = 0
    """Where its sign stands in the folded text."""

    @property
    def whole(self) -> bool:
        """Whether what is inside is said in one go."""
        return bool(self.annotation and self.annotation[0] in WHOLE)


@dataclass(slots=True)
class _Reader:
    """The text so far, and what waits for its end."""

    raw: RawText = field(default_factory=RawText)
    waiting: list[_Open] = field(default_factory=list)
    at: int = 0
    """Where the token stands that is being read."""
    refuses_open: bool = False
    """Whether what is wrong is that the last of those that wait has no end."""

    def take(self, token: re.Match[str], text: str) -> None:
        """Read one token."""
        written = token[0]
        self.at = token.start()
        match token.lastgroup:
            case "letter" | "escaped":
                self.raw.letters.append(written[-1])
            case "tag":
                self._tag(read_tag(written))
            case "pause":
                self._pause(token["pause"], written)
            case "said":
                self._pronounced(token["word"], token["said"], written)
            case "stars":
                self._stars(token, text)
            case "line":
                self._line()
            case refused:
                message = f'"{_around(text, token.start())}" {_REFUSED[refused or ""]}'
                raise ValueError(message)

    def finish(self) -> Marked:
        """The text, when nothing waits for its end any more."""
        if self.waiting:
            self._refuse_open()
        return self.raw.marked()

    def _line(self) -> None:
        if any(each.tag is None for each in self.waiting):
            self._refuse_open()
        self.raw.letters.append(" " if any(each.whole for each in self.waiting) else "\n")

    def _refuse_open(self) -> NoReturn:
        self.refuses_open = True
        opened = self.waiting[-1]
        words = _around("".join(self.raw.letters), opened.start).strip()
        if opened.tag:
            message = f'{opened.name} before "{words}" is never closed; write </{opened.tag.name}> where it ends'
        else:
            message = (
                f'"{opened.name}{words}" is an emphasis with no end on its line; write *word*, or \\* for a star itself'
            )
        raise ValueError(message)

    def _annotate(self, opened: _Open) -> None:
        if opened.annotation is None:
            return
        kind, value = opened.annotation
        # inside an emphasis, another one says nothing new
        if all(each.annotation is None or each.annotation[0] != kind for each in self.waiting):
            self.raw.annotations.append(Annotation(opened.start, len(self.raw.letters), kind, value))

    def _alone(self, written: str) -> None:
        """Nothing begins inside what is said in one go."""
        whole = next((each for each in self.waiting if each.whole), None)
        if whole:
            message = f"{written} stands inside {whole.name}, which is said in one go; put it before, after or around"
            raise ValueError(message)

    def _pause(self, length: str, written: str) -> None:
        if not length:
            message = f"{written} does not say how long; write it like [pause 2s]"
            raise ValueError(message)
        self._silence(silence_s(length), written)

    def _silence(self, seconds: float, written: str) -> None:
        if seconds > LONGEST_PAUSE_S:
            message = f"{written} is longer than {LONGEST_PAUSE_S / 60:g} minutes; use a step of its own, - pause: 12m"
            raise ValueError(message)
        self._alone(written)
        if seconds:
            self.raw.breaks.append(Break(len(self.raw.letters), seconds))
        self.raw.seam(apart=True)

    def _pronounced(self, word: str, said: str, written: str) -> None:
        said = said.strip()
        heard, sounds = read_markup(word), read_markup(said)
        if heard.annotations or heard.breaks or sounds.annotations or sounds.breaks:
            message = f"{written} has signs inside its brackets; put them around it, like *[Ananda](ah-NAHN-dah)*"
            raise ValueError(message)
        if not heard.text or not sounds.said() or _ADDRESS.match(said):
            what = "an address, which nobody can hear" if _ADDRESS.match(said) else "nothing"
            message = f"{written} gives {what}; write the words alone, or how they are said: [Ananda](ah-NAHN-dah)"
            raise ValueError(message)
        self._alone(written)
        start = len(self.raw.letters)
        self.raw.letters.extend(heard.text)
        phonemes = said.startswith("/") and said.endswith("/")
        value = sounds.text.strip("/ ") if phonemes else sounds.text
        self._annotate(_Open(written, start, ("ipa" if phonemes else "respelling", value)))

    def _stars(self, token: re.Match[str], text: str) -> None:
        start, end, stars = token.start(), token.end(), token[0]
        before, after = text[max(start - 1, 0) : start], text[end : end + 1]
        opened = next((each for each in self.waiting if each.name == stars), None)
        if opened and opened is self.waiting[-1] and before.strip() and not after.isalnum():
            self._annotate(self.waiting.pop())
        elif len(stars) <= 2 and after.strip() and not before.isalnum() and not opened:
            self._alone(stars)
            self.waiting.append(_Open(stars, len(self.raw.letters), ("emphasis", ""), begun=start))
        elif before.isalnum() == after.isalnum() and (before.isalnum() or not (before + after).strip()):
            self.raw.letters.extend(stars)
        else:
            near = " ".join(text[max(start - 12, 0) : end + 12].split())
            message = f'{stars} at "{near}" is half an emphasis; write *word*, or \\* for a star itself'
            raise ValueError(message)

    def _tag(self, tag: Tag) -> None:
        if tag.kind == "break":
            self._silence(tag.seconds, tag.written)
        elif tag.kind == "open":
            self._open(tag)
        else:
            self._close(tag)

    def _open(self, tag: Tag) -> None:
        self._alone(tag.written)
        pace = tag.annotation is not None and tag.annotation[0] == "pace"
        if pace and any(each.annotation and each.annotation[0] == "pace" for each in self.waiting):
            message = f"{tag.written} stands inside another pace; close that one first"
            raise ValueError(message)
        self._edge(tag)
        self.waiting.append(_Open(tag.written, len(self.raw.letters), tag.annotation, tag, self.at))

    def _close(self, tag: Tag) -> None:
        opened = self.waiting[-1] if self.waiting else None
        if opened is None or opened.tag is None or opened.tag.name != tag.name:
            inside = f" before {opened.name} is closed" if opened else ""
            message = f"{tag.written} closes what was not opened{inside}; remove it, or put it where it belongs"
            raise ValueError(message)
        self.waiting.pop()
        self._annotate(opened)
        self._edge(opened.tag)

    def _edge(self, tag: Tag) -> None:
        """The place where a tag stood."""
        if tag.paragraph:
            self.raw.letters.append(PARAGRAPH)
        self.raw.seam(apart=tag.apart)


def _around(text: str, at: int) -> str:
    return quotable(text[at:].partition("\n")[0], _LONGEST_QUOTE)
