"""In which language a document is spoken, and by whom, where the show's voice cannot."""

from __future__ import annotations

from dataclasses import dataclass

from audiogen.documents.manuscript import Manuscript
from audiogen.errors import AudiogenError, VoiceError
from audiogen.scaffold.facts import language_of
from audiogen.scaffold.voices import voice_plan
from audiogen.script.language_tags import base_language
from audiogen.script.model import Show
from audiogen.script.voice import Voice, VoiceChoice
from audiogen.speech.engine import speaks
from audiogen.speech.registry import find_voice, fitting_voices


@dataclass(frozen=True, slots=True)
class SpokenIn:
    """How the words of a document are spoken in a show."""

    language: str
    """BCP 47."""
    guessed: bool = False
    """Whether nothing told the language, so that the show's was taken."""
    foreign: bool = False
    """Whether it is another one than the show's, so that the session has to say so."""
    voices: tuple[str, ...] = ()
    """Those that speak the language, where the show's do not; none where none is here."""
    notes: tuple[str, ...] = ()
    """Sentences about them."""


def spoken_in(manuscript: Manuscript, asked: str | None, show: Show | None) -> SpokenIn:
    """The language of a manuscript: the one that was asked for, the one it is in, or else the show's.

    Args:
        manuscript: the document.
        asked: a tag or the name of a language, as the user wrote it.
        show: that the session belongs to, where there is one.

    Raises:
        AudiogenError: when what was asked for is no language, or when nothing tells which one it is.
    """
    known = language_of(asked) if asked is not None else manuscript.language
    if known is None and show is None:
        message = f"the language of {manuscript.path} cannot be told"
        raise AudiogenError(message, hint="Nothing was written. Say which it is, like --language en.")
    if known is None or (show and base_language(known) == base_language(show.language)):
        return SpokenIn(show.language if show else "", guessed=known is None)
    names = (show.voice.name if show else None) or Voice().names
    if _speak(names, known):
        return SpokenIn(known, foreign=True)
    plan = voice_plan(known, fitting_voices(known))
    return SpokenIn(known, foreign=True, voices=plan.names if _speak(plan.names, known) else (), notes=plan.notes)


def voice_of(spoken: SpokenIn) -> VoiceChoice:
    """What a session has to choose for this."""
    return VoiceChoice(name=spoken.voices) if spoken.voices else VoiceChoice()


def _speak(names: tuple[str, ...], language: str) -> bool:
    """Whether all of these voices speak a language; one that is not known is told where the show is checked."""
    try:
        return all(speaks(find_voice(name), language) for name in names)
    except VoiceError:
        return True
