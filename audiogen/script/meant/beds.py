"""Beds as people write them, `waves`, `none`, `music.mp3`, `rain and thunder`, and how the script language has them."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from audiogen.names import nearest
from audiogen.script.meant.media_files import is_sound
from audiogen.script.meant.tables import meanings, words_for
from audiogen.script.meant.words import means_off

_PATH: Final = re.compile(r"(?:\w:)?[\\/~.].*|[^\s/\\]+[\\/].*")
_ADDRESS: Final = re.compile(r"(?:https?:)?//.*|www\..*", re.IGNORECASE)
_AND: Final = re.compile(r"\s*(?:[,+&/;]|\b(?:and|with|und|mit|et|avec|y|con|e|com|en|met|och|med|og)\b)\s*")
_LOUD: Final = re.compile(r"-?\d+(?:[.,]\d+)?\s*(?:%|db)|\b(?:quiet|soft|softly|loud|low|leise|laut)\b")
# selectors of a picture's form, which no keyboard shows
_FORMS: Final = dict.fromkeys((0xFE0E, 0xFE0F))
_LONGEST: Final = 100
_WELL_KNOWN: Final = ("rain", "ocean", "river", "birds", "fire", "pad", "off")
ALL: Final = "`audiogen sounds` lists all"


def bed_advice(written: str, known: Collection[str], *, layer: bool = False) -> str:
    """What to write in place of a bed that does not exist, as the second half of a sentence.

    Args:
        written: what stands there.
        known: the names of sounds and presets.
        layer: whether it is a sound among several.
    """
    words = " ".join(written.translate(_FORMS).casefold().replace("_", " ").split()).rstrip(".!")
    if means_off(words):
        return "to have no such layer, remove it" if layer else "for no bed write off"
    if len(words) > _LONGEST:
        return _few(known)
    if words in words_for("anything", "on"):
        return f"write which sound, like rain; {ALL}"
    several = () if is_sound(words) else _several(words, known)
    if len(several) > 1 and not layer:
        return f'for several sounds at once write "bed: {{layers: [{", ".join(several)}]}}"'
    return _file_advice(written.strip(), layer=layer) or _sound_advice(words, known)


def is_file(written: str) -> bool:
    """Whether a word looks like the name of a file, a path or an address on the web."""
    name = written.strip()
    return is_sound(name) or any(form.fullmatch(name) for form in (_PATH, _ADDRESS))


def _file_advice(written: str, *, layer: bool) -> str | None:
    """What to write for a recording; None for what is none."""
    if not is_file(written):
        return None
    path = written.replace("\\", "/").removeprefix("./")
    elsewhere = _ADDRESS.fullmatch(written) or re.match(r"\w:|[/~]", path)
    name = path.rsplit("/", 1)[-1] if elsewhere else path
    key = f'"file: {name}"' if layer else f'"bed: {{file: {name}}}"'
    return f"copy the recording into the project folder, then write {key}" if elsewhere else f"write {key}"


def _several(words: str, known: Collection[str]) -> tuple[str, ...]:
    """The different sounds that words with an `and` between them stand for."""
    parts = (_sound(part, known) for part in _AND.split(_without_level(words)))
    return tuple(dict.fromkeys(filter(None, parts)))


def _without_level(words: str) -> str:
    return " ".join(_LOUD.sub(" ", words).split())


def _sound_advice(words: str, known: Collection[str]) -> str:
    soft = _without_level(words)
    meant = _sound(soft, known) or next(iter(_several(words, known)), None)
    if meant is None:
        near = nearest(soft.replace(" ", "-"), known)
        return f"did you mean {near}? If not: {ALL}" if near else _few(known)
    if soft != words:
        return f'write {meant}, or for another level "bed: {{sound: {meant}, under_speech: -24dB}}"'
    if meant == "pad" and words_for("music", "pad") & {*words.split()}:
        return 'write pad for soft chords, or for music of your own "bed: {file: music.mp3}"'
    return f"write {meant}"


def _sound(words: str, known: Collection[str]) -> str | None:
    """The sound or preset that words stand for: all of them together, else the first that stands for one."""
    joined = words.replace(" ", "-")
    for name in (joined, meanings("sounds").get(joined), *map(_single, words.split())):
        if name in known:
            return name
    return None


def _single(word: str) -> str:
    bare = word.strip(".!\"'()")
    return meanings("sounds").get(bare, bare)


def _few(known: Collection[str]) -> str:
    """Some beds, for who seems to know none."""
    few = [name for name in _WELL_KNOWN if name in known or name == "off"]
    return f"write one like {', '.join(few[:-1])} or {few[-1]}; {ALL}"
