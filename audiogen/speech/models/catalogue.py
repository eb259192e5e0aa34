"""The models of voices that are not part of audiogen: where they are kept, and where they are downloaded from.

They are downloaded by `download`, and loaded by the engines.
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


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file to download, and its identity."""

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
    """What the package hibari says of one of its voices."""

    name: str
    accent: str
    gender: str
    british: bool
    file: str
    """The file name of its model."""
    size_bytes: int
    sha256: str
    bundled: bool
    """Whether the model is part of the package."""

    @property
    def path(self) -> Path:
        """Where the model is, once it is downloaded."""
        return models_folder() / "hibari" / self.file


def models_folder() -> Path:
    """Where models are kept: the environment variable AUDIOGEN_MODELS, else the user's data folder of this system."""
    chosen = os.environ.get("AUDIOGEN_MODELS")
    return Path(chosen).expanduser() if chosen else platformdirs.user_data_path("audiogen", appauthor=False) / "models"


def remote_models() -> dict[str, tuple[RemoteFile, ...]]:
    """Voice → the files that it needs, for every voice that can be downloaded."""
    hibari = {voice.name: (_remote(voice),) for voice in hibari_voices().values() if not voice.bundled}
    return {**hibari, "kokoro": (KOKORO_MODEL, KOKORO_VOICES)}


@cache
def hibari_voices() -> dict[str, HibariVoice]:
    """Hibari's voices by name; empty when the package is not installed.

    They are read from the package's data, which pins the hashes of the models, since importing the package is slow.
    """
    package = importlib.util.find_spec("hibari")
    folders = package.submodule_search_locations if package else None
    if not folders:
        return {}
    table = json.loads((Path(next(iter(folders))) / "assets" / "voices.json").read_text(encoding="utf-8"))
    return {
        name: HibariVoice(
            **{key: facts[key] for key in ("accent", "gender", "british", "file", "sha256")},
            name=name,
            size_bytes=facts["bytes"],
            bundled=bool(facts.get("bundled")),
        )
        for name, facts in table.items()
    }


def _remote(voice: HibariVoice) -> RemoteFile:
    from hibari.voices import BASE_URL  # noqa: PLC0415 - loads numpy; only hibari knows where its models are

    return RemoteFile(f"hibari/{voice.file}", f"{BASE_URL}{voice.file}", voice.size_bytes, voice.sha256)
