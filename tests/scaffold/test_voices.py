"""The voice of a new show: the best that is here, and what its author should know of it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from audiogen.scaffold.voices import voice_plan
from audiogen.speech.engine import Engine


def voice(
    name: str, *, missing: str | None = None, online: bool = False, gender: str = "female", languages: str = "fr"
) -> tuple[str, Engine]:
    made = SimpleNamespace(
        name=name, online=online, gender=gender, available=lambda: missing, languages=tuple(languages.split())
    )
    return name, cast("Engine", made)


KOKORO = voice("kokoro-ff_siwis")
MISSING = voice("kokoro-ff_siwis", missing="Kokoro is not installed; run: pip install X")
GOOGLE = voice("google-fr", online=True)
ESPEAK = voice("espeak-fr", gender="none")


def test_english_is_spoken_by_the_voice_that_comes_with_audiogen() -> None:
    assert voice_plan("en-gb", [voice("emma"), GOOGLE]).names == ("heart",)


@pytest.mark.parametrize(
    ("fitting", "value"),
    [
        ([KOKORO, GOOGLE, ESPEAK], "kokoro-ff_siwis"),
        ([MISSING, GOOGLE, ESPEAK], "[google-fr, espeak-fr]"),
        ([MISSING, GOOGLE], "google-fr"),
        ([MISSING, ESPEAK], "espeak-fr"),
        ([voice("piper", languages=""), GOOGLE], "google-fr"),
        ([MISSING], "heart"),
        ([], "heart"),
    ],
)
def test_people_are_chosen_before_services_and_services_before_robots(
    fitting: list[tuple[str, Engine]], value: str
) -> None:
    assert voice_plan("fr", fitting).value == value


def test_that_words_go_out_is_said_with_what_may_be_fetched_instead() -> None:
    said = "\n".join(voice_plan("fr", [MISSING, GOOGLE]).notes)
    assert "google-fr is online: the words of your sessions go to that service" in said
    assert "kokoro-ff_siwis: Kokoro is not installed; run: pip install X" in said


def test_that_no_voice_speaks_the_language_is_said() -> None:
    assert "No voice here speaks French (fr) yet" in voice_plan("fr", [MISSING]).notes[0]


def test_nothing_is_said_of_a_good_voice_that_is_here() -> None:
    assert voice_plan("fr", [KOKORO, GOOGLE]).notes == ()
