"""Kokoro's voices, as far as they are known without loading them. Speech is made in `kokoro_model`.

The model is under the Apache licence; turning text into phonemes takes eSpeak NG, which is under the GNU General Public
License 3, so they come with an extra, never with audiogen itself.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Final

from audiogen.errors import VoiceError
from audiogen.names import install_command
from audiogen.script.language_tags import base_language
from audiogen.speech.engine import Sound, Speech, package_version
from audiogen.speech.engines.base import BaseEngine
from audiogen.speech.models.catalogue import KOKORO_MODEL, KOKORO_VOICES, models_folder
from audiogen.speech.words.ipa import from_misaki, to_misaki

_ADAPTER: Final = 1
DEFAULT_VOICE: Final = "af_heart"
LANGUAGES: Final = {"a": "en-us", "b": "en-gb", "e": "es", "f": "fr-fr", "h": "hi", "i": "it", "p": "pt-br"}
"""First letter of a voice's name → its language. Japanese and Chinese voices would need another phonemizer."""
NATURAL_WPM: Final = 235.0
"""How fast it speaks at its own pace, without silences, measured on calm narration with one voice; others differ."""
_SLOWEST, _FASTEST = 0.5, 1.3
"""Relative to its own pace."""
VOICES: Final = (
    "af_alloy", "af_aoede", "af_bella", "af_heart", "af_jessica", "af_kore", "af_nicole", "af_nova", "af_river",
    "af_sarah", "af_sky", "am_adam", "am_echo", "am_eric", "am_fenrir", "am_liam", "am_michael", "am_onyx",
    "am_puck", "am_santa", "bf_alice", "bf_emma", "bf_isabella", "bf_lily", "bm_daniel", "bm_fable", "bm_george",
    "bm_lewis", "ef_dora", "em_alex", "em_santa", "ff_siwis", "hf_alpha", "hf_beta", "hm_omega", "hm_psi",
    "if_sara", "im_nicola", "pf_dora", "pm_alex", "pm_santa",
)  # fmt: skip
"""The voices of `voices-v1.0.bin` in these languages: accent, f or m, and a name."""


class KokoroEngine(BaseEngine):
    """One voice of Kokoro."""

    takes_ipa = True
    licence = "Apache-2.0; its reader of text GPL-3.0-or-later"
    variants = "kokoro-af_heart, kokoro-am_michael, kokoro-bf_emma, kokoro-ff_siwis, ... (41 voices)"

    def __init__(self, voice: str = "") -> None:
        self._voice = voice or DEFAULT_VOICE
        self.name = f"kokoro-{voice}" if voice else "kokoro"
        self.languages = (LANGUAGES[self._voice[0]],)
        self.gender = "male" if self._voice[1] == "m" else "female"
        self.about = "Natural, warm; offline; takes about 70 times the work of heart"

    def variant(self, name: str, root: Path) -> KokoroEngine | None:  # noqa: ARG002 - no paths of the project
        """The voice of this name; None when Kokoro has none."""
        return KokoroEngine(name) if name in VOICES else None

    def speaker_of(self, language: str) -> str | None:
        """The name of the first voice of a language, of its accent where there is one."""
        fitting = (tag for tag in (language.lower(), base_language(language)) if tag)
        letters = (letter for tag in fitting for letter, spoken in LANGUAGES.items() if spoken.startswith(tag))
        letter = next(letters, None)
        return next((f"kokoro-{voice}" for voice in VOICES if voice[0] == letter), None)

    def fingerprint(self) -> str:
        """Adapter, voice, package, and the hash that a downloaded model must have."""
        return f"kokoro/{_ADAPTER}/{self._voice}/kokoro-onnx {package_version('kokoro-onnx')}/{KOKORO_MODEL.sha256}"

    def available(self) -> str | None:
        """Whether package and model are installed, without importing them."""
        if importlib.util.find_spec("kokoro_onnx") is None:
            return f"Kokoro is not installed; run: {install_command('kokoro')}"
        missing = [file.name for file in (KOKORO_MODEL, KOKORO_VOICES) if not (models_folder() / file.name).is_file()]
        if missing:
            return f"its model is not here; run: audiogen voices get kokoro, or copy {missing[0]} to {models_folder()}"
        return None

    def unsayable(self, speech: Speech, language: str) -> str | None:
        """Refuses languages other than the voice's, and phonemes that it cannot make."""
        own = self.languages[0]
        refusal = self.refusal(speech, language, own=own)
        try:
            for fragment in speech if refusal is None else ():
                if fragment.ipa:
                    to_misaki(fragment.ipa, british=own == "en-gb")
        except ValueError as error:
            return str(error)
        return refusal

    def sounds(self, speech: Speech, language: str) -> str:  # noqa: ARG002 - the voice has its language
        """What the model is given, as IPA; its package is enough."""
        missing = self.available()
        if importlib.util.find_spec("kokoro_onnx") is None and missing:
            raise VoiceError(missing)
        from audiogen.speech.engines.kokoro_model import phonemes  # noqa: PLC0415 - loads the phonemizer

        return " ".join(map(from_misaki, phonemes(speech, self.languages[0])))

    def pace(self, wpm: float) -> float:
        """The pace asked for, within the limits of the voice."""
        return speed_for(wpm) * NATURAL_WPM

    def synthesize(self, speech: Speech, *, wpm: float, language: str) -> Sound:  # noqa: ARG002 - the voice has its language
        """Sound at 24 kHz, a piece at a time; the same bytes every time on one machine."""
        from audiogen.speech.engines.kokoro_model import speak  # noqa: PLC0415 - loads onnxruntime and the model

        model, voices = (models_folder() / file.name for file in (KOKORO_MODEL, KOKORO_VOICES))
        return speak(speech, model, voices, self._voice, self.languages[0], speed_for(wpm))


def speed_for(wpm: float) -> float:
    """The speed to ask for, relative to its own pace."""
    return min(max(wpm / NATURAL_WPM, _SLOWEST), _FASTEST)
