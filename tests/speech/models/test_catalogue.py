"""What models there are: known by size and hash, in a folder that can be chosen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest

from audiogen.speech.models.catalogue import RemoteFile, hibari_voices, models_folder, remote_models
from audiogen.speech.registry import find_voice

FILES = [file for files in remote_models().values() for file in files]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_model_is_pinned_by_size_and_hash(file: RemoteFile) -> None:
    assert file.url.startswith("https://")
    assert file.size_bytes > 10**6
    assert len(bytes.fromhex(file.sha256)) == 32
    assert file.sha256 == file.sha256.lower()


def test_no_two_models_share_a_place() -> None:
    assert len({file.name.lower() for file in FILES}) == len(FILES)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_model_stays_within_the_folder_of_models(file: RemoteFile) -> None:
    assert Path(file.name).suffix in {".onnx", ".bin"}
    assert not Path(file.name).is_absolute()
    assert ".." not in Path(file.name).parts


def test_every_downloaded_voice_can_be_asked_for_by_its_name() -> None:
    assert {find_voice(name).name for name in remote_models()} == set(remote_models())


def test_a_model_is_downloaded_to_where_its_voice_looks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AUDIOGEN_MODELS", str(tmp_path))
    for name, voice in hibari_voices().items():
        if not voice.bundled:
            (file,) = remote_models()[name]
            assert voice.path == tmp_path / file.name


def test_hibari_has_two_british_and_three_american_voices() -> None:
    told = {name: (voice.accent, voice.gender, voice.british) for name, voice in hibari_voices().items()}
    assert told == {
        "heart": ("American", "female", False),
        "kore": ("American", "female", False),
        "fenrir": ("American", "male", False),
        "emma": ("British", "female", True),
        "fable": ("British", "male", True),
    }
    assert [name for name, voice in hibari_voices().items() if voice.bundled] == ["heart"]


def test_the_folder_is_the_users_data_folder_unless_it_is_chosen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AUDIOGEN_MODELS", str(tmp_path / "chosen"))
    assert models_folder() == tmp_path / "chosen"
    monkeypatch.setenv("AUDIOGEN_MODELS", "~/models")
    assert models_folder() == Path.home() / "models"
    monkeypatch.setenv("AUDIOGEN_MODELS", "")
    assert models_folder() == platformdirs.user_data_path("audiogen", appauthor=False) / "models"


def test_asking_where_models_are_makes_no_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AUDIOGEN_MODELS", str(tmp_path / "models"))
    find_voice("emma").available()
    assert list(tmp_path.iterdir()) == []


def test_knowing_hibaris_voices_loads_neither_hibari_nor_numpy() -> None:
    program = """
import sys
from audiogen.speech.models.catalogue import hibari_voices
hibari_voices()
print(sorted({"hibari", "numpy", "onnxruntime", "requests"} & set(sys.modules)))
"""
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
