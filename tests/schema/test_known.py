"""Names that installed packages bring: offered where they can be, and never in the way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft7Validator
from support.schemas import refusals

from audiogen.ambience.registry import find_sound
from audiogen.ambience.sound import SoundInfo
from audiogen.errors import VoiceError
from audiogen.schema import docstrings, known
from audiogen.schema.files import schema_named
from audiogen.script.voice import VoiceChoice


def test_sounds_and_voices_of_broken_packages_are_left_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def found(name: str) -> SoundInfo:
        if name == "rain":
            raise ImportError(name)
        return find_sound(name)

    def none() -> None:
        message = "the voice cannot be loaded"
        raise VoiceError(message)

    monkeypatch.setattr(known, "find_sound", found)
    monkeypatch.setattr(known, "voices", none)
    schema = json.loads(schema_named("session", tmp_path))
    assert "rain" not in schema["definitions"]["sounds"]["anyOf"][0]["enum"]
    script = {"title": "A", "summary": "A", "steps": [{"say": "A"}], "voice": "mine"}
    assert Draft7Validator(schema).is_valid({**script, "bed": {"sound": "rain", "depth": 3}})


@pytest.mark.parametrize(
    ("bed", "fits"),
    [
        ("{sound: rain, intensity: 0.3, surface: Leaves}", True),
        ("{sound: pad, key: F#, under_speech: -24dB}", True),
        ("{sound: of-a-package, whatever: 3}", True),
        ("{layers: [rain, {sound: wind, gain: -6dB}]}", True),
        ("{sound: rain, intensty: 0.3}", False),
        ("{sound: rain, intensity: 3}", False),
        ("{sound: rain, surface: moss}", False),
        ("{intensity: 0.3}", False),
        ("{sound: rain, file: a.wav}", False),
        ("{layers: [{gain: -6dB}]}", False),
        ("{layers: []}", False),
    ],
)
def test_what_can_be_set_of_a_sound_is_known_beside_its_name(bed: str, fits: bool) -> None:  # noqa: FBT001 - pytest passes it so
    text = f"title: A\nsummary: A\nbed: {bed}\nsteps: [say: A]\n"
    assert (refusals("session", text) == []) == fits


def test_without_its_source_a_key_is_known_and_not_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_module: object) -> str:
        raise OSError

    caches = (docstrings._tree, docstrings._of_class, docstrings._of_name)
    for each in caches:
        each.cache_clear()
    monkeypatch.setattr(docstrings.inspect, "getsource", gone)
    assert docstrings.explanations(VoiceChoice) == {}
    for each in caches:
        each.cache_clear()
