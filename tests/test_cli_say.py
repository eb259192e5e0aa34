"""`audiogen say`: one text, spoken as a build would speak it."""

import io
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from audiogen import playback
from audiogen.cli import run
from audiogen.loudness import loudness_lufs
from audiogen.units import RATE


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AUDIOGEN_CACHE", str(tmp_path / "cache"))


def test_a_sample_is_written_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["say", "Breathe in. Let it go.", "--voice", "tone", "--wpm", "120"]) == 0
    samples, rate = soundfile.read("sample-tone.wav")
    # 5 words at two a second, and the silence between two sentences
    assert samples.size / rate == pytest.approx(5 / 2 + 0.8, abs=0.35)
    assert rate == RATE
    assert "sample-tone.wav: tone" in capsys.readouterr().out


def test_a_sample_is_as_loud_as_speech_in_an_episode() -> None:
    run(["say", "Breathe in, and let it go again.", "--voice", "tone", "--out", "a.flac"])
    samples, _ = soundfile.read("a.flac", dtype="float32")
    assert loudness_lufs(samples, on_both_sides=True) == pytest.approx(-18.5, abs=1.5)


def test_notation_and_lexicon_hold_in_samples(tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    run(["say", "Say Zorp.", "--voice", "tone", "--out", "plain.wav"])
    (tmp_path / "scripts/lexicon.yaml").write_text("en:\n  Zorp: a long way to say it\n", encoding="utf-8")
    run(["say", "Say Zorp.", "--voice", "tone", "--out", "respelt.wav"])
    run(["say", "Say [pause 2s] Zorp.", "--voice", "tone", "--out", "paused.wav"])
    lengths = [soundfile.info(name).frames for name in ("plain.wav", "respelt.wav", "paused.wav")]
    assert lengths[1] > lengths[0] * 2
    assert lengths[2] - lengths[1] == pytest.approx(2 * RATE, abs=RATE // 5)


def test_text_comes_from_standard_input_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("One line.\n\nAnother one.\n"))
    assert run(["say", "-", "--voice", "tone", "--out", "a.wav"]) == 0
    samples, _ = soundfile.read("a.wav")
    quiet = np.abs(samples).reshape(-1) < 1e-4
    assert np.count_nonzero(quiet) > 3.5 * RATE


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["Hi.", "--voice", "hart"], "did you mean heart?"),
        (["..."], "no words here"),
        (["<b>x</b>"], "is not a tag"),
        (["Guten Tag.", "--language", "de"], 'speaks English, not "de"'),
        (["Hi.", "--voice", "tone", "--out", "a.ogg"], "neither .wav nor .flac"),
        (["Hi.", "--voice", "tone", "--out", "file/a.wav"], "cannot write"),
    ],
)
def test_what_goes_wrong_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    (tmp_path / "file").write_bytes(b"in the way")
    assert run(["say", *arguments]) == 1
    assert says in capsys.readouterr().err.replace("\n", " ")


def test_the_first_player_that_succeeds_plays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, code in (("pw-play", 1), ("aplay", 0)):
        program = tmp_path / name
        program.write_text(f'#!/bin/sh\necho "$0 $@" >> {tmp_path}/played\nexit {code}\n', encoding="utf-8")
        program.chmod(0o755)
    monkeypatch.setattr(playback, "_PLAYERS", (("pw-play",), ("aplay", "-q")))
    if sys.platform == "win32":
        pytest.skip("players are programs of other systems")
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    assert playback.play(tmp_path / "a.wav")
    played = (tmp_path / "played").read_text(encoding="utf-8").splitlines()
    assert [line.split()[0].rsplit("/", 1)[1] for line in played] == ["pw-play", "aplay"]


def test_a_computer_without_a_player_is_no_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    if sys.platform != "win32":
        assert not playback.play(tmp_path / "a.wav")
