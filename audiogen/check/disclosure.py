"""Whether those who listen learn that a voice is synthetic, and whether the sentence that says so can be said."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from audiogen.errors import VoiceError
from audiogen.plan.cues import Disclosure, Plan
from audiogen.script.folder import SHOW_FILE
from audiogen.script.meant.languages import language_name
from audiogen.script.model import Script
from audiogen.script.yaml.document import key_place, nearest_place
from audiogen.speech.engine import speaks
from audiogen.speech.phrase import Phrasing

_KEY: Final = "disclosure"


def undisclosed(plan: Plan, phrasing: Phrasing) -> tuple[str, str] | None:
    """Why nobody is told by ear of a synthetic voice, and what to do; None where that is told, or need not be."""
    disclosure = plan.disclosure
    if disclosure is None:
        return None
    if disclosure.at == "off":
        return (
            f"{_KEY}: off leaves the synthetic voice undisclosed to those who only listen",
            f"Write `{_KEY}: end`, which says it last, or say it in the script",
        )
    if disclosure.text is None and _speaks(disclosure, phrasing):
        language = language_name(disclosure.language)
        return (
            f"{_KEY}: no sentence is known in {language} that tells listeners of the synthetic voice",
            f'Write one of your own after "{_KEY}: ", or off where the script says it',
        )
    return None


def _speaks(disclosure: Disclosure, phrasing: Phrasing) -> bool:
    """Whether the voice speaks the language: where it does not, that is told, and no sentence would help."""
    try:
        return speaks(phrasing.find(disclosure.voice), disclosure.language)
    except VoiceError:
        return False


def place_of_disclosure(script: Script, scripts: Path) -> tuple[Path, int, int]:
    """File, line and column where it was chosen, of the session or of the show; else where language or voice were."""
    paths = (script.origin.path, scripts / SHOW_FILE)
    for key in (_KEY, "language", "voice"):
        for path in paths:
            if place := key_place(path, key):
                return path, *place
    return script.origin.path, *nearest_place(script.origin.path, ("title",))
