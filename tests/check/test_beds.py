"""What `check` knows of beds before any is made: names, parameters and files, each told in its own place."""

from __future__ import annotations

import subprocess
import sys
import wave
from pathlib import Path

import pytest
from support.projects import SHOW, write_project

from audiogen.check.preflight import check_library, check_project
from audiogen.errors import ScriptError
from audiogen.script.load import load_library
from audiogen.speech.phrase import project_phrasing

HEAD = "title: Small\nsummary: A short session.\n"
STEPS = "steps:\n  - say: Hello there.\n"


def problems(root: Path, script: str, *, show: str = SHOW, **presets: str) -> list[str]:
    """Every problem of a show with this session and these presets, files named without the folder."""
    project = write_project(root, show=show, s01_small=script)
    (root / "assets/ambience").mkdir(parents=True, exist_ok=True)
    for name, text in presets.items():
        (root / f"assets/ambience/{name}.yaml").write_text(text, encoding="utf-8")
    try:
        checked = check_project(project, ())
        warnings = (*checked.warnings, *(each for each in checked.findings if each.rule == "bed-under-speech"))
    except ScriptError as error:
        return [str(problem).replace(f"{root}/", "") for problem in error.problems]
    return [str(problem).replace(f"{root}/", "") for problem in warnings]


PRESET = "title: Hut\nabout: Rain.\nlayers:\n  - rain\n  - {sound: pad, gain: -6dB}\n"


@pytest.mark.parametrize(
    ("bed", "told"),
    [
        ("bed: rian\n", '3:6: there is no bed "rian"; did you mean rain? If not: '),
        ("bed:\n  sound: rian\n", '4:10: there is no bed "rian"; did you mean rain? If not: '),
        ("bed:\n  sound: pad\n  brightness: 7\n", "5:15: `brightness: 7` is not possible; write a number from 0 to 1"),
        ("bed: {sound: pad, key: H}\n", "3:24: `key: H` is not possible; write "),
        ("bed: {sound: pad, brigthness: 0.7}\n", '3:19: "brigthness" is not something to set beside pad; did you mean'),
        ("bed: {sound: pad, in_pause: -9dB}\n", '3:19: "in_pause" is not something to set beside pad; did you mean'),
        ("bed: {file: a.wav}\n", '3:13: bed: there is no file "a.wav" in '),
        ("bed:\n  layers:\n    - rain\n    - sound: pd\n", '6:14: there is no sound "pd"; did you mean pad? If not: '),
        ("bed:\n  layers:\n    - file: a.wav\n", '5:13: bed: there is no file "a.wav" in '),
        ("bed:\n  layers:\n    - rain\n    - {sound: rain, pan: 1}\n", "6:7: rain is a layer already; remove one of"),
        ("bed:\n  layers: [hut]\n", "4:12: hut is a preset, a bed of its own; to add to it, copy its layers to here"),
        ("bed: {sound: hut, brightness: 1}\n", "3:19: brightness: hut is set in its own file; remove this"),
        ("bed: {sound: off, brightness: 1}\n", "3:19: brightness: a bed that is off has nothing to set; remove this"),
    ],
)
def test_each_mistake_in_a_bed_is_told_in_its_own_place(tmp_path: Path, bed: str, told: str) -> None:
    (problem,) = problems(tmp_path, HEAD + bed + STEPS, hut=PRESET)
    assert problem.startswith(f"scripts/01-small.yaml:{told}")


def test_keys_and_modes_may_be_written_in_capitals_or_without(tmp_path: Path) -> None:
    assert problems(tmp_path, HEAD + "bed: {sound: pad, key: d, mode: Minor}\n" + STEPS) == []


def test_a_mistake_in_the_bed_of_a_chapter_is_told_there(tmp_path: Path) -> None:
    steps = STEPS + "  - chapter: Rest\n    bed:\n      layers:\n        - sound: pad\n          tempo: allegro\n"
    (problem,) = problems(tmp_path, HEAD + steps)
    assert problem.startswith("scripts/01-small.yaml:9:18: `tempo: allegro` is not possible; write a number from 0 to")


def test_a_mistake_in_the_bed_of_the_show_is_told_there_and_only_where_it_is_used(tmp_path: Path) -> None:
    show = SHOW.replace("bed: {sound: rain", "bed: {sound: rian")
    (problem,) = problems(tmp_path, HEAD + STEPS, show=show)
    assert problem.startswith('scripts/show.yaml:5:14: there is no bed "rian"')
    assert problems(tmp_path, HEAD + "bed: pad\n" + STEPS, show=show) == []


def test_a_preset_of_the_project_can_be_the_bed(tmp_path: Path) -> None:
    assert problems(tmp_path, HEAD + "bed: hut\n" + STEPS, hut=PRESET) == []


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("hut", "title: Hut\nlayers:\n  - rain\n", '1:1: "about" is missing; add it, like '),
        ("hut", PRESET.replace("rain", "rian"), '4:5: there is no sound "rian"; did you mean rain?'),
        ("hut", PRESET.replace("-6dB", "loud"), '5:24: gain: "loud" is not a level; write decibels, like -20dB'),
        ("hut", PRESET.replace("gain: -6dB", "tempo: 2"), "5:25: `tempo: 2` is not possible; write a number from 0"),
        ("hut", PRESET + "bed: rain\n", '6:1: "bed" is not a key here; it can be title, about, layers'),
        ("rain", PRESET, "1:1: rain is a sound already; give this file another name"),
        ("My Hut", PRESET, "1:1: a preset is called what its file is; use small letters, digits and single hyphens"),
    ],
)
def test_mistakes_in_presets_are_told_with_their_places(tmp_path: Path, name: str, text: str, told: str) -> None:
    (problem,) = problems(tmp_path, HEAD + STEPS, **{name: text})
    assert problem.startswith(f"assets/ambience/{name}.yaml:{told}")


def a_recording(folder: Path, name: str, seconds: float) -> None:
    folder.mkdir(exist_ok=True)
    with wave.open(str(folder / name), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(2 * int(8000 * seconds)))


def test_a_missing_licence_of_a_file_in_a_preset_stops_no_build(tmp_path: Path) -> None:
    a_recording(tmp_path / "beds", "stream.wav", 6)
    preset = "title: Stream\nabout: Water.\nlayers:\n  - file: beds/stream.wav\n"
    (warning,) = problems(tmp_path, HEAD + "bed: stream\n" + STEPS, stream=preset)
    assert warning.startswith("assets/ambience/stream.yaml:4:11: warning: nothing says under which licence beds/stream")


def test_a_bed_that_cannot_be_read_is_told_before_anything_is_built(tmp_path: Path) -> None:
    (tmp_path / "beds").mkdir()
    (tmp_path / "beds/letter.mp3").write_bytes(b"This is not sound.\n" * 500)
    (problem,) = problems(tmp_path, HEAD + "bed: {file: beds/letter.mp3}\n" + STEPS)
    assert problem.startswith("scripts/01-small.yaml:3:13: bed: ")
    assert "letter.mp3 cannot be read as sound" in problem
    assert "Play it once" in problem


def test_a_bed_that_is_too_short_is_told_before_anything_is_built(tmp_path: Path) -> None:
    a_recording(tmp_path / "beds", "drip.wav", 3)
    told = [each for each in problems(tmp_path, HEAD + "bed: {file: beds/drip.wav}\n" + STEPS) if "warning" not in each]
    assert told == ["scripts/01-small.yaml:3:13: bed: beds/drip.wav lasts 3.0 s; a bed needs at least 5 s of sound"]


def test_what_listeners_have_to_be_told_is_a_warning(tmp_path: Path) -> None:
    (warning,) = problems(tmp_path, HEAD + "bed:\n  layers:\n    - rain\n    - binaural\n" + STEPS)
    assert warning.startswith("scripts/01-small.yaml:4:3: warning: binaural: Needs headphones")


def test_checking_loads_neither_numpy_nor_a_generator_nor_an_engine_nor_a_reader_of_documents(tmp_path: Path) -> None:
    write_project(tmp_path, s01_small=HEAD + "bed:\n  layers: [rain, {sound: pad, key: A}]\n" + STEPS)
    code = (
        "import sys; from pathlib import Path; from audiogen.check.preflight import check_project;"
        "from audiogen.project import Project;"
        "check_project(Project(Path('.'), Path('dist'), Path('cache')), ());"
        "heavy = ('numpy', 'av', 'audiogen.ambience.sounds.rain', 'audiogen.ambience.sounds.pad', 'hibari',"
        "'selectolax', 'pdf_oxide', 'markdown_it', 'py3langid', 'audiogen.documents');"
        "print([name for name in sys.modules if name in heavy])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("script", "show", "told"),
    [
        (
            "bed: {under_speech: -15dB}\n",
            SHOW,
            ["scripts/01-small.yaml:3:21: warning: under_speech: a bed 15 dB below"],
        ),
        ("bed: {under_speech: -6dB}\n", SHOW, ["scripts/01-small.yaml:3:21: under_speech: a bed 6 dB below"]),
        ("", SHOW.replace("fade_in: 2s", "under_speech: -10dB"), ["scripts/show.yaml:5:"]),
        ("bed: {under_speech: -18dB}\n", SHOW, []),
        ("bed: {sound: off, under_speech: -6dB}\n", SHOW, []),
    ],
)
def test_a_bed_too_close_to_the_voice_is_told_where_it_is_written(
    tmp_path: Path, script: str, show: str, told: list[str]
) -> None:
    found = problems(tmp_path, HEAD + script + STEPS, show=show)
    assert len(found) == len(told)
    assert all(problem.startswith(start) for problem, start in zip(found, told, strict=True))


def test_a_bed_that_would_drown_the_voice_is_an_error_that_keeps_nothing_from_being_built(tmp_path: Path) -> None:
    project = write_project(tmp_path, s01_small=HEAD + "bed: {under_speech: -6dB}\n" + STEPS)
    told = [each for each in check_project(project, ()).findings if each.rule == "bed-under-speech"]
    assert [(each.warning, "drowns the voice" in each.message) for each in told] == [(False, True)]
    assert check_library(load_library(project.scripts), project, None, project_phrasing(project)) == ()
