"""Piper's voices, each a model file of the user's. Speech is made in `piper_model`.

The package is under the GNU General Public License 3 or later, so it comes with an extra, never with audiogen itself.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from functools import lru_cache
from pathlib import Path
from typing import Final

from audiogen.errors import VoiceError
from audiogen.names import install_command
from audiogen.speech.engine import Sound, Speech, package_version
from audiogen.speech.engines.base import BaseEngine
from audiogen.speech.models.catalogue import models_folder

_ADAPTER: Final = 1


class PiperEngine(BaseEngine):
    """A voice in Piper's format: NAME.onnx, and NAME.onnx.json beside it."""

    gender = "either"
    takes_ipa = True
    licence = "GPL-3.0-or-later; each model has its own"
    variants = "piper:PATH of a model from the project folder; piper-NAME for one in the folder of models"

    def __init__(self, name: str = "piper", model: Path | None = None) -> None:
        self.name, self._model = name, model
        self.about = "Neural, natural; offline, many languages, by model files of your own"

    @property
    def files(self) -> tuple[Path, ...]:  # type: ignore[override]  # it follows from the model that was named
        """The model and its settings."""
        return (self._model, _settings(self._model)) if self._model else ()

    @property
    def languages(self) -> tuple[str, ...]:
        """The language in the model's settings."""
        return (_language(self._model),) if self._model and self._is_here() else ()

    def variant(self, name: str, root: Path) -> PiperEngine | None:
        """The voice of a model file, which is given by its path, or by its name in the folder of models."""
        if name.endswith(".onnx"):
            return PiperEngine(f"piper:{name}", root / name)
        return PiperEngine(f"piper-{name}", models_folder() / "piper" / f"{name}.onnx") if name else None

    def fingerprint(self) -> str:
        """Adapter, package and model."""
        model = _sha256(self._model, self._model.stat().st_mtime_ns) if self._model and self._is_here() else "none"
        return f"piper/{_ADAPTER}/piper-tts {package_version('piper-tts')}/{model}"

    def available(self) -> str | None:
        """Whether package and model are installed, without importing them."""
        if importlib.util.find_spec("piper") is None:
            return f"Piper is not installed; run: {install_command('piper')}"
        if self._model is None:
            return "name a model: voice: piper:models/en_US-joe-medium.onnx"
        for path in (self._model, _settings(self._model)):
            if not path.is_file():
                return f"there is no file {path}; a Piper voice is two files, NAME.onnx and NAME.onnx.json"
        return None

    def unsayable(self, speech: Speech, language: str) -> str | None:
        """Refuses languages other than the model's."""
        return self.refusal(speech, language, own=next(iter(self.languages), ""))

    def sounds(self, speech: Speech, language: str) -> str:  # noqa: ARG002 - the model has its language
        """What the model is given, as IPA: its settings decide how words are read."""
        missing = self.available()
        if missing or self._model is None:
            raise VoiceError(missing or "")
        from audiogen.speech.engines.piper_model import phonemes  # noqa: PLC0415 - loads onnxruntime and the model

        return phonemes(speech, self._model)

    def synthesize(self, speech: Speech, *, wpm: float, language: str) -> Sound:  # noqa: ARG002 - the model has its language
        """Sound at the model's rate, a piece at a time; the same bytes every time, since the model's noise is off."""
        from audiogen.speech.engines.piper_model import speak  # noqa: PLC0415 - loads onnxruntime and the model

        if self._model is None:
            raise AssertionError(self.available())
        return speak(speech, self._model, wpm)

    def _is_here(self) -> bool:
        return self._model is not None and self._model.is_file() and _settings(self._model).is_file()


def _settings(model: Path) -> Path:
    return model.with_name(f"{model.name}.json")


def _language(model: Path) -> str:
    """The BCP 47 tag in the model's settings; empty when there is none."""
    settings = json.loads(_settings(model).read_text(encoding="utf-8"))
    code = settings.get("language", {}).get("code") or settings.get("espeak", {}).get("voice") or ""
    return str(code).replace("_", "-").lower()


@lru_cache(maxsize=16)
def _sha256(path: Path, changed_ns: int) -> str:  # noqa: ARG001 - another file has taken its place when this differs
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
