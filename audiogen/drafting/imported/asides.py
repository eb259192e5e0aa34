"""What words in brackets, in italics or on a line of their own mean to whoever reads a script."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from audiogen.drafting.imported.asked_silence import asked_silence
from audiogen.drafting.imported.breaths import breath_guides
from audiogen.drafting.imported.framed import Aside
from audiogen.drafting.imported.pieces import NOTE, BellStrike, Blank, Piece, Silence, StageDirection, Uncertain
from audiogen.drafting.imported.quantities import number_of_times, number_pattern, number_value, times_pattern
from audiogen.drafting.imported.vocabulary import Vocabulary, nothing_left, plain, words

_DOTS: Final = re.compile(r"[\s.\u2026]*[.\u2026][\s.\u2026]*")
_CLOCK: Final = re.compile(r"\d{1,2}:[0-5]\d(?::[0-5]\d)?(?:\s*[-\u2013\u2014]\s*\d{1,2}:[0-5]\d(?::[0-5]\d)?)?")
_FIGURES: Final = re.compile(r"\d{1,3}(?:[\s,.\u2026-]+\d{1,3})*")
_SENTENCE: Final = re.compile(r"^\W*[^\W\d_a-z].*[.!?]\W*$", re.DOTALL)
_ENDED: Final = re.compile(r"[.!?\u2026:,;]\W*$|\n")
_WORD: Final = re.compile(r"[^\W_]+")
_LONGEST_BLANK: Final = 4
"""In words; a longer text in square brackets is no name for what is to be filled in."""


def meaning(aside: Aside, vocabulary: Vocabulary) -> Piece | None:
    """What an aside is to whoever reads the script; None where it is for listeners."""
    return next((piece for look in _LOOKS if (piece := look(aside, vocabulary))), None)


def _dots(aside: Aside, _: Vocabulary) -> Piece | None:
    bracketed = aside.frame in {"inside", "loose", "square"}
    inside = aside.text.strip("*_()[]{}<>") if bracketed else aside.text
    found = (bracketed or aside.frame == "bare") and _DOTS.fullmatch(inside)
    return Silence(aside.text) if found else None


def _breath(aside: Aside, vocabulary: Vocabulary) -> Piece | None:
    if aside.frame not in {"loose", "square", "bare"}:
        return None
    guides = breath_guides(aside.inner if aside.frame != "bare" else plain(aside.text), vocabulary)
    if len(guides) != 1 or (aside.frame == "bare" and not guides[0].terse):
        return None
    breath = guides[0].breath
    return replace(breath, text=aside.text) if breath.in_s and breath.out_s else None


def _figures(aside: Aside, _: Vocabulary) -> Piece | None:
    """A reference to a note, or counts that are said in silence."""
    if aside.frame != "square" or not _FIGURES.fullmatch(aside.inner):
        return None
    if aside.inner.isdecimal():
        return StageDirection(aside.text, "furniture")
    return Uncertain(aside.text, "are these counts said, or is that time left for them? They are spoken for now.")


def _bell(aside: Aside, words_: Vocabulary) -> Piece | None:
    inner, said = aside.inner, words_.bell
    if aside.frame == "set apart" and aside.within and not aside.text.isupper():
        return None
    struck = words(said.struck).search(inner)
    if struck is None:
        return None
    number = number_pattern(words_)
    only = nothing_left(inner, said.struck, said.strike, said.filler, times_pattern(words_), number)
    begins = struck.start() == 0 or words(said.strike).match(inner)
    free = aside.frame in {"loose", "square"} and begins and not _to_listeners(inner, words_)
    if not (only or free):
        return None
    often = words(times_pattern(words_)).search(inner)
    if often and (strikes := number_of_times(often[0], words_)):
        return BellStrike(aside.text, strikes)
    counted = re.search(rf"{number}(?![^\W_])", inner, re.IGNORECASE)
    return BellStrike(aside.text, max(1, round(number_value(counted[0], words_))) if counted else 1)


def _furniture(aside: Aside, words_: Vocabulary) -> Piece | None:
    inner, said = aside.inner, words_.directions
    if aside.frame in {"bare", "loose", "square"}:
        if _CLOCK.fullmatch(inner):
            return StageDirection(aside.text, "time")
        aside_of_page = r"(?:[^\W\d_]+\s+)?" if aside.frame != "bare" else ""
        page = rf"{aside_of_page}(?:{said.page})\.?\s*\d+(?:\s*(?:{said.of})\s*\d+)?"
        if re.fullmatch(rf"(?:{said.end}|{said.continued}|{page})[.!]?", inner, re.IGNORECASE):
            return StageDirection(aside.text, "furniture")
        if aside.frame != "bare" and re.fullmatch(said.begin, inner, re.IGNORECASE):
            return StageDirection(aside.text, "furniture")
    return None


def _how_or_what_sounds(aside: Aside, words_: Vocabulary) -> Piece | None:
    if aside.frame not in {"inside", "loose", "square", "starred"}:
        return None
    inner, said = aside.inner, words_.directions
    sounds, manner = words(said.sound).search(inner), words(said.manner).search(inner)
    begins = sounds is not None and sounds.start() == 0 and aside.frame in {"loose", "square"}
    only = (sounds or manner) is not None and nothing_left(inner, said.manner, said.sound, said.filler)
    if not only and (not begins or _to_listeners(inner, words_)):
        return None
    if sounds and not nothing_left(inner, said.manner, said.filler):
        return StageDirection(aside.text, "sound")
    # count from ten (slowly), and *Slow down.*: a listener may be told so
    told = aside.frame == "inside" or (aside.frame != "square" and _SENTENCE.search(aside.text) is not None)
    return Uncertain(aside.text, NOTE) if told else StageDirection(aside.text, "manner")


def _blank(aside: Aside, words_: Vocabulary) -> Piece | None:
    inner = aside.inner
    if aside.frame not in {"inside", "square"} or "@" in inner:
        return None
    if re.fullmatch(words_.directions.blank, inner, re.IGNORECASE):
        return Blank(aside.text, inner)
    short = 0 < len(_WORD.findall(inner)) <= _LONGEST_BLANK
    return Blank(aside.text, inner) if aside.frame == "square" and aside.within and short else None


def _headed(aside: Aside, words_: Vocabulary) -> Piece | None:
    """A note that begins with a word and a colon, like Duration: 10 minutes."""
    inner, said = aside.inner, words_.directions
    bracketed = aside.frame in {"loose", "square"}
    if aside.frame in {"inside", "set apart"}:
        return None
    if not re.match(rf"(?:{said.headed}|{said.note})[*_]*\s*:", inner, re.IGNORECASE):
        return None
    headed = re.match(rf"(?:{said.headed})[*_]*\s*:", inner, re.IGNORECASE) is not None
    sure = bracketed or (headed and not _to_listeners(inner, words_))
    return StageDirection(aside.text, "note") if sure else Uncertain(aside.text, NOTE)


def _note(aside: Aside, words_: Vocabulary) -> Piece | None:
    to_listeners = _to_listeners(aside.inner, words_)
    if aside.frame == "square":
        unclear = aside.within or to_listeners
        return Uncertain(aside.text, NOTE) if unclear else StageDirection(aside.text, "note")
    # a line in italics that is no sentence and speaks to nobody, like "Teacher walks ahead"
    noted = aside.frame == "starred" and aside.alone and not to_listeners and not _ENDED.search(aside.text)
    unclear = noted or (aside.frame == "loose" and (aside.alone or not to_listeners))
    return Uncertain(aside.text, NOTE) if unclear else None


def _to_listeners(inner: str, words_: Vocabulary) -> bool:
    return words(words_.directions.listener).search(inner) is not None


_LOOKS: Final[tuple[Callable[[Aside, Vocabulary], Piece | None], ...]] = (
    _dots, _headed, _breath, _furniture, _figures, asked_silence, _bell, _how_or_what_sounds, _blank, _note,
)  # fmt: skip
