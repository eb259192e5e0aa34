"""`audiogen say`: one text, spoken as a build would speak it."""

import io
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from audiogen.audio.loudness import loudness_lufs
from audiogen.cli import playback
from audiogen.cli.main import run
from audiogen.speech.engine import Sound, Speech
from audiogen.speech.engines.tone import ToneEngine
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


def test_a_sample_without_a_name_is_written_beside_those_that_are_there() -> None:
    for _ in range(3):
        run(["say", "Hi.", "--voice", "tone"])
    assert sorted(path.name for path in Path().glob("*.wav")) == [
        "sample-tone-2.wav",
        "sample-tone-3.wav",
        "sample-tone.wav",
    ]


def test_no_file_is_lost_unless_force_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.wav").write_bytes(b"precious")
    assert run(["say", "Hi.", "--voice", "tone", "--out", "a.wav"]) == 1
    assert "a.wav is there already" in capsys.readouterr().err
    assert Path("a.wav").read_bytes() == b"precious"
    assert run(["say", "Hi.", "--voice", "tone", "--out", "a.wav", "--force"]) == 0
    assert soundfile.info("a.wav").frames > 0


def test_force_writes_over_the_first_sample_of_a_voice() -> None:
    for _ in range(2):
        run(["say", "Hi.", "--voice", "tone", "--force"])
    assert [path.name for path in Path().glob("*.wav")] == ["sample-tone.wav"]


@pytest.mark.parametrize(
    ("voice", "told", "language"),
    [("solo", [], "de"), ("solo", ["--language", "de-at"], "de-at"), ("choir", [], "en")],
)
def test_a_voice_of_one_language_speaks_it_unasked(
    monkeypatch: pytest.MonkeyPatch, voice: str, told: list[str], language: str
) -> None:
    languages_of = {"solo": ("de",), "choir": ("de", "en", "fr")}
    heard: list[str] = []

    class Singer(ToneEngine):
        name = voice
        languages = languages_of[voice]

        def synthesize(self, speech: Speech, *, wpm: float, language: str) -> Sound:
            heard.append(language)
            return super().synthesize(speech, wpm=wpm, language=language)

    singer = Singer()
    monkeypatch.setattr("audiogen.speech.registry.find_voice", lambda *_, **__: singer)
    monkeypatch.setattr("audiogen.speech.phrase.find_voice", lambda *_, **__: singer)
    assert run(["say", "Hallo.", "--voice", voice, *told]) == 0
    assert heard == [language]


def player(folder: Path, name: str, code: int) -> None:
    """A program that notes what it is asked to play."""
    program = folder / name
    program.write_text(f'#!/bin/sh\necho "{name} $@" >> {folder}/played\nexit {code}\n', encoding="utf-8")
    program.chmod(0o755)


posix_only = pytest.mark.skipif(sys.platform == "win32", reason="players are programs of other systems")


@posix_only
def test_the_first_player_that_succeeds_plays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(playback, "_PLAYERS", (("afplay",), ("pw-play",), ("aplay", "-q"), ("play", "-q")))
    player(tmp_path, "pw-play", 1)
    player(tmp_path, "aplay", 0)
    player(tmp_path, "play", 0)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    sample = tmp_path / "a.wav"
    assert playback.play(sample)
    played = (tmp_path / "played").read_text(encoding="utf-8").splitlines()
    assert played == [f"pw-play {sample}", f"aplay -q {sample}"]


@posix_only
def test_a_player_of_bare_samples_is_given_nothing_but_wav(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    player(tmp_path, "aplay", 0)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not playback.play(tmp_path / "a.flac")
    assert not (tmp_path / "played").exists()


@posix_only
def test_a_player_that_cannot_be_started_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, start in (("pw-play", b"#!/nowhere/at/all\n"), ("paplay", b"\x00no program")):
        (tmp_path / name).write_bytes(start)
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not playback.play(tmp_path / "a.wav")


@posix_only
def test_a_file_whose_name_begins_with_a_dash_is_no_option(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    player(tmp_path, "aplay", 0)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert playback.play(Path("-D.wav"))
    assert (tmp_path / "played").read_text(encoding="utf-8") == f"aplay -q {tmp_path / '-D.wav'}\n"


def test_whoever_stops_the_player_has_made_no_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(playback, "_play_on_windows" if sys.platform == "win32" else "_play_with", stopped)
    assert playback.play(Path("a.wav"))


def test_a_computer_without_a_player_is_no_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    if sys.platform != "win32":
        assert not playback.play(tmp_path / "a.wav")
