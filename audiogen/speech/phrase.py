"""What one phrase is made from: the words a voice is given, and the key under which the cache has their sound.

Nothing here loads a voice or anything that sounds, so that checking and finding what is stale stay quick.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, pairwise
from pathlib import Path
from typing import Final

from audiogen.cache.store import content_key
from audiogen.errors import SpeechError
from audiogen.plan.cues import Recording, Utterance, Voiced
from audiogen.project import Project
from audiogen.script.notation.markup import AnnotationKind
from audiogen.speech.engine import Engine, Fragment, Speech
from audiogen.speech.recorded.take import recording_key
from audiogen.speech.registry import find_voice
from audiogen.speech.words.lexicon import Lexicon
from audiogen.speech.words.lexicon_file import load_lexicon
from audiogen.speech.words.normalize import spoken_words
from audiogen.speech.words.respelling import respelled, sounding

_VERSION: Final = 2
"""The form of what is kept of a phrase."""
_EXPLAINED: Final = frozenset({"ipa", "respelling", "say-as"})
_SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Phrasing:
    """What decides how the phrases of a show are said, beside their own words."""

    find: Callable[[str], Engine] = find_voice
    """A voice by its name."""
    lexicon: Lexicon = field(default_factory=Lexicon)
    root: Path = Path()
    """The project's folder, from which recordings are named."""
    _read: dict[Utterance, Speech] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was asked for before: a phrase is looked at when it is checked, keyed and spoken."""

    def speech(self, utterance: Utterance) -> Speech:
        """The words that the voice is given: as annotated, else as the lexicon has them, else as they are read.

        Raises:
            VoiceError: when there is no such voice.
            SpeechError: when a say-as does not fit its text.
        """
        if utterance not in self._read:
            said = (self._said(text, utterance, notes) for text, notes in _stretches(utterance))
            self._read[utterance] = _joined(chain.from_iterable(said))
        return self._read[utterance]

    def unexplained(self, utterance: Utterance) -> Speech:
        """The words about which neither their author nor the lexicon says anything: the voice must know them."""
        parts = (
            part
            for text, notes in _stretches(utterance)
            if not _EXPLAINED.intersection(notes)
            for part in self.lexicon.fragments(text, utterance.language, takes_ipa=True)
        )
        return tuple(Fragment(_within_spaces(part, utterance.language)) for part in parts if isinstance(part, str))

    def key(self, voiced: Voiced) -> str:
        """The cache's key of a phrase: it changes when, and only when, the phrase may sound different.

        Raises:
            VoiceError: when there is no such voice.
            SpeechError: when a say-as does not fit its text.
            SoundError: when a recording cannot be read.
        """
        if isinstance(voiced, Recording):
            return content_key({"kind": "recording", "recording": recording_key(self.root / voiced.file)})
        return content_key(
            {
                "kind": "phrase",
                "version": _VERSION,
                "engine": self.find(voiced.voice).fingerprint(),
                "speech": [[each.text, each.ipa, each.emphasis] for each in self.speech(voiced)],
                "wpm": float(voiced.wpm),
                "language": voiced.language,
            }
        )

    def _said(self, text: str, utterance: Utterance, notes: Mapping[AnnotationKind, str]) -> Iterator[Fragment]:
        """One stretch of a text, all of it under the same annotations."""
        emphasis, language = "emphasis" in notes, utterance.language
        takes_ipa = self.find(utterance.voice).takes_ipa
        if takes_ipa and "ipa" in notes:
            yield Fragment(text, notes["ipa"], emphasis)
        elif "respelling" in notes:
            said = notes["respelling"]
            parts = sounding(said, language) if takes_ipa else (Fragment(respelled(said)),)
            yield from (replace(each, emphasis=emphasis) for each in parts)
        elif "say-as" in notes:
            yield Fragment(_read_as(text, language, notes["say-as"]), emphasis=emphasis)
        else:
            for part in self.lexicon.fragments(text, language, takes_ipa=takes_ipa):
                words = part if isinstance(part, Fragment) else Fragment(_within_spaces(part, language))
                yield replace(words, emphasis=emphasis)


def project_phrasing(project: Project) -> Phrasing:
    """How the phrases of a project are said.

    Raises:
        ScriptError: with every mistake in the lexicons.
    """
    find = partial(find_voice, root=project.root)
    return Phrasing(find, load_lexicon(project.scripts), project.root)


def _stretches(utterance: Utterance) -> Iterator[tuple[str, dict[AnnotationKind, str]]]:
    """The text cut wherever an annotation begins or ends, with those that hold there."""
    notes = utterance.annotations
    cuts = sorted({0, len(utterance.text), *(note.start for note in notes), *(note.end for note in notes)})
    for start, end in pairwise(cuts):
        yield utterance.text[start:end], {note.kind: note.value for note in notes if note.start <= start < note.end}


def _read_as(text: str, language: str, what: str) -> str:
    try:
        return spoken_words(text, language, what)
    except ValueError as error:
        raise SpeechError(str(error), hint="Write it as it is to be said, or leave the say-as out.") from error


def _within_spaces(text: str, language: str) -> str:
    """The text as it is read, with a space left where there was one at its ends."""
    before, after = (" " if edge.isspace() else "" for edge in (text[:1], text[-1:]))
    read = spoken_words(text, language)
    return f"{before}{read}{after}" if read else " "


def _joined(fragments: Iterable[Fragment]) -> Speech:
    """Fragments that are said in the same way made one, plain spaces alone between words."""
    joined: list[Fragment] = []
    for fragment in fragments:
        last = joined[-1] if joined else None
        if last and not (last.ipa or fragment.ipa) and last.emphasis == fragment.emphasis:
            joined[-1] = replace(last, text=last.text + fragment.text)
        else:
            joined.append(fragment)
    return tuple(replace(each, text=_single_spaced(each.text)) for each in joined)


def _single_spaced(text: str) -> str:
    return _SPACES.sub(" ", text)
