"""What one phrase is made from: the words that a voice is given, and the key under which the cache has their sound.

Nothing here loads a voice or a library of sound, so that `check` and the search for stale episodes stay quick.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Final, Self

from audiogen.cache.store import content_key
from audiogen.errors import SpeechError, VoiceError
from audiogen.plan.cues import Recording, Utterance, Voiced
from audiogen.project import Project, located
from audiogen.script.notation.markup import AnnotationKind
from audiogen.speech.engine import Delivery, Engine, Fragment, Shaping, Speech
from audiogen.speech.recorded.take import recording_key
from audiogen.speech.registry import find_voice
from audiogen.speech.words.heteronyms.tell import Undecided, tell_apart, without
from audiogen.speech.words.lexicon import Lexicon
from audiogen.speech.words.lexicon_file import load_lexicon
from audiogen.speech.words.normalize import spoken_words
from audiogen.speech.words.respelling import respelled, sounding
from audiogen.speech.words.whole import Part, read_whole

_VERSION: Final = 2
"""Of the form in which the cache keeps the sound of a phrase."""
_EXPLAINED: Final = frozenset({"ipa", "respelling", "say-as"})


@dataclass(frozen=True, slots=True)
class Phrasing:
    """What decides how the phrases of a show are said, beside their own words."""

    find: Callable[[str], Engine] = find_voice
    """A voice by its name."""
    lexicon: Lexicon = field(default_factory=Lexicon)
    root: Path = Path()
    """The project's folder, where the paths of recordings begin."""
    _speeches: dict[Utterance, tuple[Speech, tuple[Undecided, ...]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """A memo: a phrase is needed when it is checked, keyed and spoken."""

    def speech(self, utterance: Utterance) -> Speech:
        """The words that the voice is given: as annotated, else as the lexicon has them, else as they are read.

        Raises:
            VoiceError: when there is no such voice.
            SpeechError: when a say-as does not fit its text.
        """
        return self._said(utterance)[0]

    def synthetic(self, voice: str) -> bool:
        """Whether listeners must learn that no person speaks; of a voice that there is not, nobody knows better."""
        try:
            return self.find(voice).synthetic
        except VoiceError:
            return True

    def undecided(self, utterance: Utterance) -> tuple[Undecided, ...]:
        """The words that are written alike and said in two ways, where nothing in the phrase says which is meant.

        Raises:
            VoiceError: when there is no such voice.
            SpeechError: when a say-as does not fit its text.
        """
        return self._said(utterance)[1]

    def unexplained(self, utterance: Utterance) -> Speech:
        """The words about which neither their author nor the lexicon says anything: the voice must know them."""
        # cut as for a voice that takes phonemes: then every word that has an entry is left out
        parts: list[Part] = []
        for text, notes in _annotated_spans(utterance):
            if _EXPLAINED.isdisjoint(notes):
                cut = self.lexicon.fragments(text, utterance.language, takes_ipa=True)
                parts += ((part, True) if isinstance(part, Fragment) else (Fragment(part), False) for part in cut)
            else:
                parts.append((Fragment(text), True))
        read = tuple(part for part, explained in read_whole(parts, utterance.language) if not explained)
        return without(read, self.lexicon.heteronyms.words(utterance.language))

    def key(self, voiced: Voiced) -> str:
        """The cache's key of a phrase: it changes when, and only when, the phrase may sound different.

        Raises:
            VoiceError: when there is no such voice.
            SpeechError: when a say-as does not fit its text.
            SoundError: when a recording cannot be read.
        """
        if isinstance(voiced, Recording):
            return content_key({"kind": "recording", "recording": recording_key(located(self.root, voiced.file))})
        engine, delivery = self.find(voiced.voice), delivery_of(voiced)
        # of what such a voice never does it says nothing, so that the others keep what they have spoken
        shaped = {"shaping": engine.shaping, **asdict(delivery)} if isinstance(engine, Shaping) and delivery else {}
        return content_key(
            {
                **shaped,
                "kind": "phrase",
                "version": _VERSION,
                "engine": engine.fingerprint(),
                "speech": [[each.text, each.ipa, each.emphasis] for each in self.speech(voiced)],
                "wpm": float(voiced.wpm),  # 140 and 140.0 are one pace, but two texts in JSON
                "language": voiced.language,
            }
        )

    def only(self, phrases: Iterable[Voiced]) -> Self:
        """The same for some phrases alone, as it is sent to where they are spoken: how to read others it does not know.

        Errors are those of `speech`.
        """
        some = replace(self, lexicon=Lexicon())
        for phrase in phrases:
            if isinstance(phrase, Utterance):
                some._speeches[phrase.said] = self._said(phrase)  # noqa: SLF001 - of the same class
        return some

    def at(self, find: Callable[[str], Engine], root: Path) -> Self:
        """The same on another computer, with its voices and the project's folder there."""
        there = replace(self, find=find, root=root)
        there._speeches.update(self._speeches)  # noqa: SLF001 - of the same class
        return there

    def _said(self, utterance: Utterance) -> tuple[Speech, tuple[Undecided, ...]]:
        """What the voice is given, and what in it is not certain."""
        utterance = utterance.said
        if utterance not in self._speeches:
            parts = [
                (replace(fragment, emphasis="emphasis" in notes), said)
                for text, notes in _annotated_spans(utterance)
                for fragment, said in self._fragments(text, utterance, notes)
            ]
            takes_ipa = self.find(utterance.voice).takes_ipa
            told = tell_apart(
                read_whole(parts, utterance.language), utterance.language, self.lexicon.heteronyms, takes_ipa=takes_ipa
            )
            self._speeches[utterance] = _joined(told.speech), told.undecided
        return self._speeches[utterance]

    def _fragments(
        self, text: str, utterance: Utterance, notes: Mapping[AnnotationKind, str]
    ) -> Iterator[tuple[Fragment, bool]]:
        """One span of a text, all of it under the same annotations, in parts that are said already or as written."""
        language, takes_ipa = utterance.language, self.find(utterance.voice).takes_ipa
        if takes_ipa and "ipa" in notes:
            yield Fragment(text, notes["ipa"]), True
        elif "respelling" in notes:
            say = notes["respelling"]
            yield from (
                (each, True) for each in (sounding(say, language) if takes_ipa else (Fragment(respelled(say)),))
            )
        elif "say-as" in notes:
            try:
                yield Fragment(spoken_words(text, language, notes["say-as"])), True
            except ValueError as error:
                raise SpeechError(str(error), hint="Write it as it is to be said, or leave the say-as out.") from error
        else:
            for part in self.lexicon.fragments(text, language, takes_ipa=takes_ipa):
                yield (part, True) if isinstance(part, Fragment) else (Fragment(part), False)


def delivery_of(utterance: Utterance) -> Delivery | None:
    """How a phrase is to be shaped; None when it is to be spoken as it is."""
    return Delivery(utterance.place, utterance.variant) if utterance.place else None


def project_phrasing(project: Project) -> Phrasing:
    """How the phrases of a project are said.

    Raises:
        ScriptError: with every mistake in the lexicons.
    """
    find = partial(find_voice, root=project.root)
    return Phrasing(find, load_lexicon(project.scripts), project.root)


def _annotated_spans(utterance: Utterance) -> Iterator[tuple[str, dict[AnnotationKind, str]]]:
    """The text cut wherever an annotation begins or ends, with the annotations of each span."""
    notes = utterance.annotations
    cuts = sorted({0, len(utterance.text), *(note.start for note in notes), *(note.end for note in notes)})
    found: list[dict[AnnotationKind, str]] = [{} for _ in cuts]
    for note in notes:
        for number in range(bisect_left(cuts, note.start), bisect_left(cuts, note.end)):
            found[number][note.kind] = note.value
    for (start, end), each in zip(pairwise(cuts), found, strict=False):
        yield utterance.text[start:end], each


def _joined(fragments: Iterable[Fragment]) -> Speech:
    """The fragments, with neighbours joined that are said in the same way, and single spaces between words."""
    joined: list[Fragment] = []
    for fragment in fragments:
        last = joined[-1] if joined else None
        if last and not (last.ipa or fragment.ipa) and last.emphasis == fragment.emphasis:
            joined[-1] = replace(last, text=last.text + fragment.text)
        else:
            joined.append(fragment)
    return tuple(replace(each, text=re.sub(r"\s+", " ", each.text)) for each in joined)
