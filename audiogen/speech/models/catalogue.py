"""The models of voices that do not come with audiogen: where they are kept, and where they can be had.

Only what they are, as data: they are downloaded by `download`, chosen by `getting`, and loaded by the engines.
"""

from __future__ import annotations

import importlib.util
import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import platformdirs

_VARIABLE: Final = "AUDIOGEN_MODELS"


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file, where it can be had, and how to know it."""

    name: str
    """Its path below the folder of models."""
    url: str
    size_bytes: int
    sha256: str
    """64 hex digits."""


_KOKORO: Final = "https://github.com/thewh1teagle/kokoro-onnx/releases/download/model-files-v1.0/"
KOKORO_MODEL: Final = RemoteFile(
    name="kokoro/kokoro-v1.0.int8.onnx",
    url=f"{_KOKORO}kokoro-v1.0.int8.onnx",
    size_bytes=92_361_271,
    sha256="6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb",
)
KOKORO_VOICES: Final = RemoteFile(
    name="kokoro/voices-v1.0.bin",
    url=f"{_KOKORO}voices-v1.0.bin",
    size_bytes=28_214_398,
    sha256="bca610b8308e8d99f32e6fe4197e7ec01679264efed0cac9140fe9c29f1fbf7d",
)


@dataclass(frozen=True, slots=True)
class HibariVoice:
    """What hibari tells of one of its voices."""

    name: str
    accent: str
    gender: str
    british: bool
    file: str
    """The name of its model."""
    size_bytes: int
    sha256: str
    bundled: bool
    """Whether the model is inside the package."""

    @property
    def place(self) -> Path:
        """Where the model is, or will be once it is downloaded."""
        return models_folder() / "hibari" / self.file


def models_folder() -> Path:
    """Where models are: the environment variable AUDIOGEN_MODELS, else the user's data folder of this system."""
    chosen = os.environ.get(_VARIABLE)
    return Path(chosen).expanduser() if chosen else platformdirs.user_data_path("audiogen", appauthor=False) / "models"


def remote_models() -> dict[str, tuple[RemoteFile, ...]]:
    """Voice → the files that it needs, for every voice that can be downloaded."""
    others = (voice for voice in hibari_voices().values() if not voice.bundled)
    embedded = {voice.name: (_remote(voice),) for voice in others}
    return {**embedded, "kokoro": (KOKORO_MODEL, KOKORO_VOICES)}


@cache
def hibari_voices() -> dict[str, HibariVoice]:
    """Hibari's voices by name, read from its package as data; the models' hashes are pinned there.

    Empty when the package is not installed.
    """
    package = importlib.util.find_spec("hibari")
    places = package.submodule_search_locations if package else None
    if not places:
        return {}
    table = json.loads((Path(next(iter(places))) / "assets" / "voices.json").read_text(encoding="utf-8"))
    return {
        name: HibariVoice(
            name=name,
            accent=facts["accent"],
            gender=facts["gender"],
            british=facts["british"],
            file=facts["file"],
            size_bytes=facts["bytes"],
            sha256=facts["sha256"],
            bundled=bool(facts.get("bundled")),
        )
        for name, facts in table.items()
    }


def _remote(voice: HibariVoice) -> RemoteFile:
    from hibari.voices import BASE_URL  # noqa: PLC0415 - loads numpy; only hibari knows where its models are

    return RemoteFile(f"hibari/{voice.file}", f"{BASE_URL}{voice.file}", voice.size_bytes, voice.sha256)
