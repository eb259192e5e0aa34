"""What the page on the script language promises is what the models do."""

import re

import pytest
from support.repository import ROOT

from audiogen.script.bed import Bed, BedChoice, ChapterBed, LayerChoice
from audiogen.script.blocks import Include, Repeat, Scan, ScanPlace
from audiogen.script.breath import PATTERNS
from audiogen.script.directory import Funding, License, Location
from audiogen.script.disclosure import DisclosureChoice
from audiogen.script.helplines import Helpline
from audiogen.script.model import Levels, Notes, Script, Show
from audiogen.script.people import Person
from audiogen.script.steps import STEPS
from audiogen.script.voice import Voice, VoiceChoice
from audiogen.script.yaml.fields import Model

PAGE = ROOT.joinpath("docs/script-language.md").read_text(encoding="utf-8")


def default_of(key: str) -> str:
    """What the second column of a key's row says."""
    (row,) = [line for line in PAGE.splitlines() if line.startswith(f"| `{key}` |")]
    return row.split("|")[2].strip(" `")


@pytest.mark.parametrize(
    "model",
    [
        Show,
        Script,
        VoiceChoice,
        DisclosureChoice,
        BedChoice,
        LayerChoice,
        ChapterBed,
        Levels,
        Notes,
        Helpline,
        Person,
        License,
        Funding,
        Location,
        *STEPS,
        Repeat,
        Include,
        Scan,
        ScanPlace,
    ],
    ids=lambda model: model.__name__,
)
def test_every_key_is_explained(model: type[Model]) -> None:
    assert [key for key in model.key_names() if f"`{key}" not in PAGE] == []


def test_every_pattern_is_explained_with_its_seconds() -> None:
    for name, phases in PATTERNS.items():
        (row,) = [line for line in PAGE.splitlines() if line.startswith(f"| `{name}` |")]
        seconds = [float(number) for number in re.findall(r"[0-9.]+", row.split("|")[2])]
        assert [number for number in seconds if number] == [phase.seconds for phase in phases]
        assert float(row.split("|")[3]) == pytest.approx(60 / sum(phase.seconds for phase in phases), abs=0.05)


def test_the_defaults_of_voice_and_bed_are_those_of_the_models() -> None:
    voice, bed = Voice(), Bed()
    assert default_of("name") == " ".join(voice.names)
    assert default_of("wpm") == f"{voice.wpm:g}"
    gaps = {"sentence_gap": voice.sentence_gap, "line_gap": voice.line_gap, "paragraph_gap": voice.paragraph_gap}
    assert {key: default_of(key) for key in gaps} == {key: f"{gap.ideal_s:g}s" for key, gap in gaps.items()}
    assert default_of("sound") == " ".join(bed.scene.names)
    assert default_of("under_speech") == f"{bed.under_speech_db:g}dB"
    assert default_of("in_pauses") == f"{bed.in_pauses_db:g}dB"
    assert f"| `{bed.fade_in_s:g}s`, `{bed.fade_out_s:g}s` |" in PAGE
    assert f"`crossfade` (`{ChapterBed().crossfade:g}s`)" in PAGE
    assert default_of("gain") == f"{LayerChoice(sound='rain').gain:g}dB"


def test_the_defaults_of_the_levels_are_those_of_the_model() -> None:
    levels = Levels()
    assert f"| `{levels.target}` | {levels.loudness:g} LUFS | {levels.true_peak:g} dBTP |" in PAGE
    assert re.search(rf"`breath`\s\(`{levels.breath:g}dB`\) and `bell` \(`{levels.bell:g}dB`\)", PAGE)
