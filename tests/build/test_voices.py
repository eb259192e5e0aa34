"""Which voice speaks in a build, and what happens when it cannot."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import soundfile
from support.projects import SECOND, SHOW, build_all, built_project, captions_of, manifest_of, media_of, write_project

from audiogen.check.preflight import check_project
from audiogen.errors import ScriptError, SpeechError
from audiogen.progress import Event, Notice
from audiogen.project import Project
from audiogen.speech.engine import Sound, Speech, unmarked, words_of
from audiogen.speech.engines.google import GoogleEngine
from audiogen.speech.engines.tone import ToneEngine

WITH_FALLBACK = SHOW.replace("voice: tone", "voice: [google, tone]")


@pytest.fixture(scope="module")
def google_fails_at_the_second_phrase() -> Iterator[None]:
    def synthesize(_: GoogleEngine, speech: Speech, *, wpm: float, language: str) -> Sound:
        if "Goodbye" in words_of(speech):
            message = "Google could not be reached"
            raise SpeechError(message, hint="Check the connection.")
        return ToneEngine().synthesize((*speech, *speech), wpm=wpm, language=language)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(GoogleEngine, "synthesize", synthesize)
        yield


@pytest.fixture(scope="module")
def taken_over(
    google_fails_at_the_second_phrase: None, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Project, list[Event]]:
    """A session whose second voice spoke it, and the events of its build; no test changes it."""
    project = write_project(tmp_path_factory.mktemp("both"), show=WITH_FALLBACK, s02_leaving=SECOND)
    events: list[Event] = []
    assert not build_all(project, events=events).failed
    return project, events


def test_the_next_voice_speaks_the_whole_session_anew(taken_over: tuple[Project, list[Event]], tmp_path: Path) -> None:
    alone = write_project(tmp_path / "alone", s02_leaving=SECOND)
    assert not build_all(alone).failed
    assert media_of(taken_over[0], "02-leaving").read_bytes() == media_of(alone, "02-leaving").read_bytes()


def test_the_manifest_says_which_voice_spoke_and_why(taken_over: tuple[Project, list[Event]]) -> None:
    manifest = manifest_of(taken_over[0], "02-leaving")
    assert (manifest.voice, [refused.voice for refused in manifest.refused_voices]) == ("tone", ["google"])
    assert 'cannot speak "Goodbye for today." with the voice google' in manifest.refused_voices[0].reason


def test_the_build_tells_at_once_that_another_voice_takes_over(taken_over: tuple[Project, list[Event]]) -> None:
    (notice,) = [event.message for event in taken_over[1] if isinstance(event, Notice)]
    assert "Google could not be reached" in notice
    assert "next voice" in notice


def test_an_episode_of_the_second_voice_is_kept_until_a_build_is_forced(
    taken_over: tuple[Project, list[Event]],
) -> None:
    (again,) = build_all(taken_over[0]).episodes
    assert again.outcome == "kept"
    assert again.manifest is not None
    assert again.manifest.refused_voices


@pytest.mark.usefixtures("google_fails_at_the_second_phrase")
def test_a_session_that_no_voice_can_speak_fails_with_the_reasons_of_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(_: ToneEngine, __: Speech, *, wpm: float, language: str) -> Sound:
        message = "the tone is broken"
        raise SpeechError(message, hint="Mend it.")

    project = write_project(tmp_path, show=WITH_FALLBACK, s02_leaving=SECOND)
    monkeypatch.setattr(ToneEngine, "synthesize", silent)
    (failed,) = build_all(project).failed
    assert failed.error is not None
    assert "the tone is broken" in failed.error.message
    assert list(project.episodes.glob("*.mp3")) == []


def two_voices(root: Path) -> Project:
    spoken = SECOND.replace("say: Goodbye for today.", "say: Goodbye for today.\n    voice: heart")
    return write_project(root, s02_leaving=spoken)


def test_a_step_may_have_a_voice_of_its_own(tmp_path: Path) -> None:
    project = two_voices(tmp_path)
    assert not build_all(project).failed
    manifest = manifest_of(project, "02-leaving")
    assert (manifest.voice, manifest.other_voices) == ("tone", ("heart",))
    assert [caption.text for caption in manifest.captions] == [
        *("Letting the room come back now.", "Goodbye for today.", "The voice you hear was made by a computer.")
    ]


def test_languages_flow_to_feed_captions_and_page(tmp_path: Path) -> None:
    german = SECOND.replace("date:", "language: de\ndate:").replace("today.", "today.\n    language: fr")
    project = write_project(tmp_path, s02_leaving=german)
    assert not build_all(project).failed
    assert 'type="text/vtt" language="de"' in (project.dist / "feed.xml").read_text(encoding="utf-8")
    assert "<lang fr>Goodbye" in captions_of(project, "02-leaving")
    assert 'lang="de"' in (project.dist / "index.html").read_text(encoding="utf-8")
    page = (project.dist / "sessions/02-leaving.html").read_text(encoding="utf-8")
    assert re.search(r'lang="fr" dir="ltr">Goodbye', page)


def test_a_voice_that_does_not_exist_is_told_at_the_step_that_asks_for_it(tmp_path: Path) -> None:
    project = write_project(tmp_path, s02_leaving=SECOND.replace("now.", "now.\n    voice: hart"))
    with pytest.raises(ScriptError, match=r'02-leaving\.yaml:8:12: voice: .*"hart".*heart'):
        check_project(project, ())


def test_what_only_the_first_voice_cannot_say_is_a_warning(tmp_path: Path) -> None:
    script = SECOND.replace("Goodbye", "नमस्ते")
    project = write_project(tmp_path, show=SHOW.replace("tone", "[heart, tone]"), s02_leaving=script)
    warnings = check_project(project, ()).warnings
    assert any("heart cannot say" in problem.message for problem in warnings)


def test_what_no_voice_can_say_is_an_error(tmp_path: Path) -> None:
    script = SECOND.replace("Goodbye", "नमस्ते")
    project = write_project(tmp_path, show=SHOW.replace("tone", "[heart, heart]"), s02_leaving=script)
    with pytest.raises(ScriptError, match="heart cannot say"):
        check_project(project, ())


def test_a_second_build_into_an_empty_folder_speaks_no_phrase(tmp_path: Path) -> None:
    project = built_project(tmp_path)
    shutil.rmtree(project.dist)
    report = build_all(project, "2")
    assert [episode.outcome for episode in report.episodes] == ["built"]
    assert report.phrases_spoken == 0


def test_a_new_word_in_the_lexicon_speaks_exactly_the_phrases_that_hold_it(tmp_path: Path) -> None:
    project = built_project(tmp_path)
    (project.scripts / "lexicon.yaml").write_text("en:\n  goodbye: good-by\n", encoding="utf-8")
    report = build_all(project)
    assert [episode.outcome for episode in report.episodes] == ["kept", "built"]
    assert report.phrases_spoken == 1


def test_another_recording_under_the_same_name_is_taken_anew(tmp_path: Path) -> None:
    project = write_project(tmp_path, s02_leaving=SECOND + "  - clip: me.wav\n    text: It is me.\n")
    for text in ("One two three four.", "Four three two one five."):
        sound = ToneEngine().synthesize(unmarked(text), wpm=120, language="en")
        soundfile.write(tmp_path / "me.wav", sound.samples, sound.rate_hz)
        report = build_all(project)
        assert [episode.outcome for episode in report.episodes] == ["built"]
    assert report.phrases_spoken == 1
    assert build_all(project).episodes[0].outcome == "kept"
