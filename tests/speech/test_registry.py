"""Voices by name: what is listed, and what a mistyped name is answered."""

from __future__ import annotations

import subprocess
import sys

import pytest

from audiogen.errors import VoiceError
from audiogen.speech.registry import find_voice, voices


def test_every_voice_is_listed_with_what_people_choose_by() -> None:
    listed = {voice.name: voice for voice in voices()}
    assert {"heart", "google", "tone"} <= set(listed)
    assert listed["heart"].speaks == "en"
    assert listed["google"].online
    assert all(voice.licence and voice.about and voice.gender for voice in listed.values())
    assert listed["heart"].missing is listed["google"].missing is listed["tone"].missing is None
    assert "google-en-gb" in listed["google"].variants


def test_a_mistyped_voice_is_answered_with_the_nearest_name() -> None:
    with pytest.raises(VoiceError, match=r"did you mean heart\?"):
        find_voice("haert")


def test_looking_at_voices_and_text_loads_no_engine_and_no_numpy() -> None:
    program = """
import sys
from audiogen.speech.engine import unmarked
from audiogen.speech.registry import voices, find_voice
for voice in voices():
    engine = find_voice(voice.name)
    engine.fingerprint(), engine.available(), engine.unsayable(unmarked("Breathe in."), "en")
print(sorted({"numpy", "onnxruntime", "hibari", "gtts", "requests", "av", "soundfile"} & set(sys.modules)))
"""
    output = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
    assert output.strip() == "[]"
