"""Whether those who listen learn that a voice is synthetic, and whether the sentence that says so can be said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from audiogen.errors import Problem, VoiceError
from audiogen.plan.cues import Disclosure, Plan
from audiogen.script.load import SHOW_FILE
from audiogen.script.meant.languages import language_name
from audiogen.script.model import Script
from audiogen.script.yaml.document import key_place, nearest_place
from audiogen.speech.engine import speaks
from audiogen.speech.phrase import Phrasing

_KEY: Final = "disclosure"
_ASKED: Final = (
    "Apple Podcasts asks that it can be heard in the sound, too, and so may laws, like the AI Act of the European Union"
)


def disclosure_warnings(plan: Plan, script: Script, scripts: Path, phrasing: Phrasing) -> Iterator[Problem]:
    """That nobody is told by ear of a synthetic voice.

    Args:
        plan: of an edition.
        script: the edition's.
        scripts: the folder of the show.
        phrasing: how its phrases are said.
    """
    disclosure = plan.disclosure
    if disclosure is None:
        return
    if disclosure.at == "off":
        message = f"off leaves the synthetic voice undisclosed to those who only listen. {_ASKED}; end says it last"
        yield _warning(script, scripts, message)
    elif disclosure.text is None and _speaks(disclosure, phrasing):
        message = (
            f"no sentence is known in {language_name(disclosure.language)} that tells listeners of the synthetic "
            f'voice; write one of your own after "{_KEY}: ", or off where the script says it'
        )
        yield _warning(script, scripts, message)


def _speaks(disclosure: Disclosure, phrasing: Phrasing) -> bool:
    """Whether the voice speaks the language: where it does not, that is told, and no sentence would help."""
    try:
        return speaks(phrasing.find(disclosure.voice), disclosure.language)
    except VoiceError:
        return False


def _warning(script: Script, scripts: Path, message: str) -> Problem:
    return Problem(*place_of_disclosure(script, scripts), f"{_KEY}: {message}", warning=True)


def place_of_disclosure(script: Script, scripts: Path) -> tuple[Path, int, int]:
    """File, line and column where it was chosen, of the session or of the show; else where language or voice were."""
    paths = (script.origin.path, scripts / SHOW_FILE)
    for key in (_KEY, "language", "voice"):
        for path in paths:
            if place := key_place(path, key):
                return path, *place
    return script.origin.path, *nearest_place(script.origin.path, ("title",))
