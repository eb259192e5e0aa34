"""`audiogen sounds`: what can be a bed, what can be set of it, and samples to choose by."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import soundfile
import yaml
from PIL import Image
from support.projects import write_project

from audiogen.ambience.registry import find_sound, sound_names
from audiogen.audio.loudness import loudness_lufs
from audiogen.audio.true_peak import true_peak_dbtp
from audiogen.check.preflight import check_project
from audiogen.cli.main import run
from audiogen.units import RATE

PRESET = (
    "title: My hut\nabout: Rain on my own roof.\nlayers:\n  - rain\n  - {sound: pad, key: A, gain: -6dB, pan: 0.2}\n"
)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("audiogen.cli.screen.terminal.OUT.width", 200)
    # of four minutes, a sample of single sounds takes the loudest part; none of these tests listens to one
    monkeypatch.setattr("audiogen.preview.sound._SEARCHED_FRAMES", 40 * RATE)
    (tmp_path / "assets/ambience").mkdir(parents=True)
    (tmp_path / "assets/ambience/my-hut.yaml").write_text(PRESET, encoding="utf-8")


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["sounds", *arguments]) == 0
    return capsys.readouterr().out


def example(text: str, title: str = "In a script:") -> str:
    """The lines to copy, below their title."""
    lines = text.partition(f"{title}\n")[2].splitlines()
    copied = []
    for line in lines:
        if not line.startswith("  "):
            break
        copied.append(line[2:])
    return "\n".join(copied) + "\n"


def test_every_sound_and_preset_is_listed_with_what_is_heard(capsys: pytest.CaptureFixture[str]) -> None:
    text = told(capsys)
    assert [name for name in sound_names() if name not in text] == []
    assert "Rain on my own roof." in text


@pytest.mark.parametrize("name", sound_names())
def test_what_is_told_of_a_sound_can_be_copied_into_a_script(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = told(capsys, name)
    script = f"title: A\nsummary: B\n{example(text)}steps:\n  - pause: 2s\n"
    project = write_project(tmp_path / "show", s01_a=script)
    checked = check_project(project, ())
    settings = [setting.name for setting in checked.loaded.scripts[0].bed.settings]
    assert settings == [parameter.name for parameter in find_sound(name).parameters]
    assert [str(warning).partition(": ")[2] for warning in checked.warnings] == (
        [f"warning: {name}: {find_sound(name).caveat}"] if find_sound(name).caveat else []
    )


def test_what_listeners_have_to_be_told_is_told_of_the_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Mind: Needs headphones" in told(capsys, "binaural")


def test_the_layers_of_a_preset_are_told_so_that_they_can_be_changed(capsys: pytest.CaptureFixture[str]) -> None:
    text = told(capsys, "my-hut")
    assert example(text) == "bed: my-hut\n"
    assert yaml.safe_load(example(text, "Or its layers, to change them:")) == {
        "bed": {"layers": [{"sound": "rain"}, {"sound": "pad", "key": "A", "gain": "-6dB", "pan": 0.2}]}
    }


def test_a_preset_of_another_project_is_found_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "elsewhere").mkdir()
    assert run(["sounds", "my-hut", "-C", "elsewhere"]) == 1
    assert 'there is no sound or preset "my-hut"' in capsys.readouterr().err
    told(capsys, "my-hut", "-C", str(tmp_path))


def test_a_broken_preset_is_told_and_the_others_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "assets/ambience/broken.yaml").write_text("title: Broken\n", encoding="utf-8")
    assert run(["sounds"]) == 0
    said = capsys.readouterr()
    assert "my-hut" in said.out
    assert f"{Path('assets/ambience/broken.yaml')}:1:1: " in said.err


def test_a_sample_is_half_a_minute_at_an_even_level_with_a_picture(capsys: pytest.CaptureFixture[str]) -> None:
    text = told(capsys, "my-hut", "--samples", "out")
    assert {path.name for path in Path("out").iterdir()} == {"my-hut.flac", "my-hut.png"}
    assert f"{Path('out/my-hut.flac')} and my-hut.png: -23." in text
    samples, rate = soundfile.read("out/my-hut.flac", dtype="float32")
    assert (rate, samples.shape) == (RATE, (30 * RATE, 2))
    assert loudness_lufs(samples.T[:, RATE : -3 * RATE]) == pytest.approx(-23, abs=0.5)
    assert true_peak_dbtp(samples.T) < -1
    assert abs(samples[0]).max() == abs(samples[-1]).max() == 0
    with Image.open("out/my-hut.png") as picture:
        assert picture.size == (1280, 720)


@pytest.fixture
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Samples of five seconds, where their length is not what is looked at."""
    monkeypatch.setattr("audiogen.preview.sound._FRAMES", 5 * RATE)


@pytest.mark.usefixtures("_short")
def test_a_sound_of_several_kinds_has_a_sample_of_each(capsys: pytest.CaptureFixture[str]) -> None:
    text = told(capsys, "rain", "my-hut", "--samples", "out")
    names = ("my-hut", "rain", "rain-leaves", "rain-roof")
    written = {f"{name}.{suffix}" for name in names for suffix in ("flac", "png")}
    assert {path.name for path in Path("out").iterdir()} == written
    assert len({Path(f"out/{name}.flac").read_bytes() for name in names}) == len(names)
    # whatever is louder by nature is not to be chosen for that
    levels_lufs = [float(level) for level in re.findall(r"png: (-\d+\.\d) LUFS", text)]
    assert len(levels_lufs) == len(names)
    assert max(levels_lufs) - min(levels_lufs) < 0.5


@pytest.mark.usefixtures("_short")
def test_samples_can_be_wav_files(capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, "my-hut", "--samples", "out", "--format", "wav")
    assert soundfile.info("out/my-hut.wav").format == "WAV"


@pytest.mark.usefixtures("_short")
def test_an_older_sample_is_written_anew_and_nothing_else_without_being_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told(capsys, "my-hut", "--samples", "out")
    told(capsys, "my-hut", "--samples", "out")
    Image.new("RGB", (8, 8)).save("out/my-hut.png")
    before = Path("out/my-hut.png").read_bytes()
    assert run(["sounds", "my-hut", "rain", "--samples", "out"]) == 1
    assert f"not written by `audiogen sounds`: {Path('out/my-hut.png')}" in capsys.readouterr().err
    assert Path("out/my-hut.png").read_bytes() == before
    assert not Path("out/rain.flac").exists()
    told(capsys, "my-hut", "--samples", "out", "--force")
    assert Path("out/my-hut.png").read_bytes() != before


@pytest.mark.usefixtures("_short")
def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    assert run(["sounds", "my-hut", "--samples", "out"]) == 1
    assert "cannot write" in capsys.readouterr().err
