"""eSpeak NG's voices: a hundred languages, offline, robotic. Each phrase is spoken by a process of `espeak_process`.

The library is under the GNU General Public License 3 or later, so it comes with an extra, never with audiogen itself.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import Final

from audiogen.errors import SpeechError
from audiogen.names import install_command
from audiogen.script.language_tags import base_language
from audiogen.speech.engine import Sound, Speech, package_version, words_of
from audiogen.speech.engines.base import BaseEngine

_ADAPTER: Final = 1

_TAGS: Final = (
    "af am an ar as az ba be bg bn bpy bs ca chr cmn cs cv cy da de el en eo es et eu fa fi fr ga gd gn grc gu "
    "hak haw he hi hr ht hu hy ia id io is it ja jbo ka kk kl kn ko kok ku ky la lb lfn lt ltg lv mi mk ml mr ms "
    "mt my nb nci ne nl nog om or pa pap piqd pl pt py qdb qu quc qya ro ru sd shn si sjn sk sl smj sq sr sv sw "
    "ta te th tk tn tr tt ug uk ur uz vi yue "
)
LANGUAGES: Final = tuple(_TAGS.split())
_OTHER_NAMES: Final = {"zh": "cmn", "no": "nb", "nn": "nb", "iw": "he"}
"""BCP 47 languages → the names that eSpeak NG has for them, where these differ."""
_REGIONS: Final = frozenset({"en-us", "en-gb-scotland", "en-029", "es-419", "fr-be", "fr-ch", "pt-br", "vi-vn-x-south"})
"""Tags with a region that eSpeak NG has a voice for."""

_SLOWEST_WPM, _FASTEST_WPM = 80, 300
_ASKED_SHARE: Final = 0.7
"""Words a minute to ask for, for each that is wanted: eSpeak NG counts its silences, and audiogen does not."""
_LONGEST_S: Final = 120.0
"""It speaks about 300 times faster than people; a process that takes this long hangs."""
_FULL_SCALE: Final = 32768.0
_HINT: Final = "Write it in other words, install espeakng-loader anew, or choose another voice."


class EspeakEngine(BaseEngine):
    """One voice of eSpeak NG, in the language of the phrase or in one of its own."""

    gender = "none"
    about = "Robotic, clear; offline, for languages that no other voice here speaks"
    licence = "GPL-3.0-or-later"
    variants = "espeak-de, espeak-fr, espeak-hi, ..."

    def __init__(self, language: str = "") -> None:
        self._language = language
        self.name = f"espeak-{language}" if language else "espeak"
        self.languages = (language,) if language else tuple(sorted([*LANGUAGES, *_OTHER_NAMES]))

    def variant(self, name: str, root: Path) -> EspeakEngine | None:  # noqa: ARG002 - no models, no paths
        """The voice of a language; None for one that eSpeak NG does not speak."""
        return EspeakEngine(name.lower()) if espeak_name(name) else None

    def speaker_of(self, language: str) -> str | None:
        """The name of the voice in a language."""
        tag = language.lower()
        return f"espeak-{tag if tag in _REGIONS else base_language(tag)}" if espeak_name(language) else None

    def fingerprint(self) -> str:
        """Adapter, language and package; the library is part of the package."""
        package = f"espeakng-loader {package_version('espeakng-loader')}"
        return "/".join(filter(None, ("espeak", str(_ADAPTER), self._language, package)))

    def available(self) -> str | None:
        """Whether the package is installed, without importing it."""
        if importlib.util.find_spec("espeakng_loader") is None:
            return f"eSpeak NG is not installed; run: {install_command('espeak')}"
        return None

    def unsayable(self, speech: Speech, language: str) -> str | None:
        """Refuses other languages; every symbol is read by its name, so that nothing is lost."""
        refusal = self.refusal(speech, language, own=base_language(self._language))
        if refusal is None and espeak_name(language) is None:
            return f'the voice {self.name} does not speak "{language}"'
        return refusal

    def pace(self, wpm: float) -> float:
        """The pace asked for, within the limits of eSpeak NG."""
        return _asked_wpm(wpm) / _ASKED_SHARE

    def synthesize(self, speech: Speech, *, wpm: float, language: str) -> Sound:
        """Sound at 22.05 kHz; the same bytes every time."""
        import numpy as np  # noqa: PLC0415 - a voice must be known without loading it

        voice = espeak_name(self._language or language) or "en"
        spoken = _run(words_of(speech), voice, round(_asked_wpm(wpm)))
        rate_hz = int(np.frombuffer(spoken[:4], np.uint32)[0])
        return Sound(np.frombuffer(spoken[4:], np.int16).astype(np.float32) / np.float32(_FULL_SCALE), rate_hz)


def _asked_wpm(wpm: float) -> float:
    return min(max(wpm * _ASKED_SHARE, _SLOWEST_WPM), _FASTEST_WPM)


def espeak_name(language: str) -> str | None:
    """What eSpeak NG calls a BCP 47 language; None when it does not speak it."""
    tag = language.lower().replace("_", "-")
    if tag in _REGIONS:
        return tag
    name = _OTHER_NAMES.get(base_language(tag), base_language(tag))
    return name if name in LANGUAGES else None


def _run(text: str, voice: str, wpm: int) -> bytes:
    """What `espeak_process` writes: the sample rate, four bytes, then the samples."""
    command = [sys.executable, "-m", "audiogen.speech.engines.espeak_process", voice, str(wpm)]
    try:
        run = subprocess.run(command, input=text.encode(), capture_output=True, timeout=_LONGEST_S, check=False)  # noqa: S603 - our own module
    except subprocess.TimeoutExpired as error:
        message = "eSpeak NG did not end"
        raise SpeechError(message, hint=_HINT) from error
    if run.returncode or len(run.stdout) <= 4:
        reason = run.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["it gave no sound"]
        message = f'eSpeak NG cannot say it with its voice "{voice}": {reason[0]}'
        raise SpeechError(message, hint=_HINT)
    return run.stdout
