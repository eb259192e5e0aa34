"""Why a session is made anew: for every kind of change exactly what changed is told, and nothing else."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
import soundfile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.projects import TODAY, replace_in, write_project
from support.publishing import episode, put_in_place, spoken, with_page
from support.recordings import speech
from support.repository import ROOT

from audiogen import __version__
from audiogen.build.facts import episode_texts
from audiogen.build.finished import finished_episodes
from audiogen.build.production import MadeWith
from audiogen.build.session import Session
from audiogen.build.show import known_to, wanted_tracks
from audiogen.build.stale import work_on
from audiogen.build.tracks import Making, sessions_of
from audiogen.build.why import inputs
from audiogen.build.why.inputs import Inputs
from audiogen.build.why.reasons import Reasons, Why
from audiogen.build.why.record import recall
from audiogen.cache.store import Cache, key_of
from audiogen.manifest import Aims, Keys
from audiogen.project import Project
from audiogen.script.load import load_library
from audiogen.script.lock import PublishedEpisode, PublishedLock, write_lock
from audiogen.speech.engines.tone import ToneEngine
from audiogen.speech.phrase import Phrasing, project_phrasing
from audiogen.units import RATE

GUID: Final = "11111111-1111-4111-8111-111111111111"
SHOW: Final = """\
title: Small Show
author: audiogen
description: A show for tests.
language: en
voice: {name: tone, wpm: 140}
bed: {sound: rain, fade_in: 2s, fade_out: 3s}
levels: podcast
formats: mp3
notes:
  care: Stop when you like.
"""
RICH: Final = """\
title: Arriving
section: Part one
summary: A short session.
date: 2026-11-02
bed: dusk
steps:
  - chapter: Begin
    bell_every: 20s

  - bell: start
    ring: 2s
  - say: |
      Welcome to this place. Everything here is an offer.
      You might rest with a sound.
  - include: parts/rest.yaml
    with: {place: the garden}
  - breathe: 2-3
    cycles: 2
    cues: [words]
    settle: 1s
  - pause: 2s
  - repeat: 2
    steps:
      - say: Rest.
      - pause: 1s
  - reflect: What is here?
    silence: 2s
    again: What else?

  - clip: assets/hello.wav
    text: Hello from me.
  - chapter: End
    bed: ocean
  - say: Thank you.
  - scan:
      - your feet
      - place: your hands
        words: Resting with your hands.
      - your face
    silence: 2s
  - breathe: natural
    time: 3s
"""
FILES: Final = {
    "parts/rest.yaml": "steps:\n  - say: Resting in {place}.\n",
    "assets/ambience/dusk.yaml": "title: Dusk\nabout: Rain far away.\nlayers:\n  - sound: rain\n    gain: -3dB\n",
    "scripts/lexicon.yaml": "en:\n  offer: OF-er\n",
}
MADE_WITH: Final = MadeWith("of this code", ("numpy 2.3.5", "soxr 1.0"))
WORKS: Final = {
    "sound": "made anew",
    "tags": "written anew: its tags and texts alone; the sound itself stays as it is",
    "texts": "written anew: its texts alone; the sound file stays as it is",
    "page": "completed: what the page plays is copied from its sound file, which stays as it is",
    "nothing": "unchanged",
}
CHANGES: Final[list[dict[str, Any]]] = tomllib.loads((ROOT / "tests/golden/why.toml").read_text())["change"]


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A show with a session that holds something of everything, and its episode as a build leaves it, but for sound.

    Whatever a test changes, it puts back.
    """
    project = write_project(tmp_path_factory.mktemp("rich"), show=SHOW, s01_rich=RICH)
    for name, text in FILES.items():
        (project.root / name).parent.mkdir(parents=True, exist_ok=True)
        (project.root / name).write_text(text, encoding="utf-8")
    soundfile.write(project.root / "assets/hello.wav", speech(2), RATE)
    write_lock(project.scripts, PublishedLock(GUID[:-1] + "2", {"01-rich": PublishedEpisode(GUID, TODAY)}))
    session = session_of(project)
    made = with_page(episode(slug="01-rich", **facts_of(session)))
    put_in_place(project.dist, (made,))
    Reasons(Inputs(lambda: MADE_WITH)).remember(session, made)
    return project


def facts_of(session: Session) -> dict[str, object]:
    """What a manifest says of a session beside its sound."""
    titles, texts = session.chapter_titles, session.phrase_texts
    chapters = [{"start_s": at, "end_s": at + 1, "title": title} for at, title in enumerate(titles)]
    bed, levels = session.plan.bed, session.plan.levels
    aims = Aims(
        loudness_lufs=levels.loudness,
        anchor="programme",
        true_peak_dbtp=levels.true_peak,
        bed_under_speech_db=bed.under_speech_db,
        bed_in_pauses_db=bed.in_pauses_db,
        fade_in_s=bed.fade_in_s,
        fade_out_s=bed.fade_out_s,
    )
    heard = {"voice": "tone", "bed": session.plan.bed_name, "aims": aims}
    return {**dict(episode_texts(session)), **heard, "chapters": chapters, "captions": spoken(*texts)}


@cache
def phrasing_of(project: Project, _lexicon: bytes) -> Phrasing:
    """How phrases are said with a lexicon, which takes long to read."""
    return project_phrasing(project)


def session_of(project: Project, with_all: MadeWith = MADE_WITH) -> Session:
    """The only session, as a build would make it."""
    library = load_library(project.scripts)
    _, lock, finished = known_to(project, library, TODAY)
    phrasing = phrasing_of(project, (project.scripts / "lexicon.yaml").read_bytes())
    making = Making(project, library.show, phrasing, {project.dist: finished})
    (session,) = sessions_of(making, wanted_tracks(project, library, lock), with_all.fingerprint)
    return session


def why(project: Project, with_all: MadeWith = MADE_WITH, *, force: bool = False) -> Why:
    """What a build would say of the session."""
    session, finished = session_of(project, with_all), finished_episodes(project.dist)
    told = Reasons(Inputs(lambda: with_all)).of(session, finished, work_on(session, finished, force=force), force=force)
    return Why(told.work, tuple(each.replace(f"{project.root}/", "") for each in told.reasons))


@contextmanager
def changed(path: Path, *edits: tuple[str, str]) -> Iterator[None]:
    """A file with other words in it."""
    before = path.read_text(encoding="utf-8")
    try:
        for old, new in edits:
            replace_in(path, old, new)
        yield
    finally:
        path.write_text(before, encoding="utf-8")


@pytest.mark.parametrize("change", CHANGES, ids=[each["what"] for each in CHANGES])
def test_a_change_is_told_and_nothing_else(rich: Project, change: dict[str, Any]) -> None:
    with changed(rich.root / change["file"], (change["old"], change["new"])):
        assert why(rich) == Why(WORKS[change.get("work", "sound")], tuple(change["reasons"]))


APART: Final = {"how a word is said", "what a preset is made of", "stems", "the language", "more often", "emphasis"}
"""What hides another change, or is written in the same place as one."""
TOGETHER: Final = [
    each
    for each in CHANGES
    if each["reasons"] and each["what"] not in APART and each["old"].count("\n") == each["new"].count("\n") == 0
]


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(TOGETHER), min_size=2, max_size=6, unique_by=lambda change: change["old"]))
def test_of_several_changes_each_is_told(rich: Project, changes: list[dict[str, Any]]) -> None:
    with ExitStack() as stack:
        for each in changes:
            stack.enter_context(changed(rich.root / each["file"], (each["old"], each["new"])))
        assert set(why(rich).reasons) == {reason for each in changes for reason in each["reasons"]}


@pytest.mark.parametrize(
    ("versions", "reasons"),
    [
        (("numpy 2.4.0", "soxr 1.0"), ("numpy is 2.4.0, was 2.3.5",)),
        (("numpy 2.3.5",), ("soxr is not installed any more",)),
        (("numpy 2.3.5", "soxr 1.0", "av 17.0"), ("av 17.0 is installed now",)),
        (("numpy 2.3.5", "soxr 1.0", "surf waves:Surf 1.2"), ("surf (waves:Surf) 1.2 is installed now",)),
        (
            ("numpy 2.3.5", "soxr 1.0", "rain audiogen.ambience.sounds.rain:RAIN "),
            ("something else changed that it is made from",),
        ),
    ],
)
def test_a_library_is_told_with_both_versions(
    rich: Project, versions: tuple[str, ...], reasons: tuple[str, ...]
) -> None:
    assert why(rich, replace(MADE_WITH, versions=versions)) == Why(WORKS["sound"], reasons)


def test_that_audiogen_itself_changed_is_told(rich: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    other = replace(MADE_WITH, code="of other code")
    assert why(rich, other).reasons == ("audiogen itself was changed",)
    monkeypatch.setattr(inputs, "__version__", "9.1.0")
    assert why(rich, other).reasons == (f"audiogen is 9.1.0, was {__version__}",)
    assert why(rich).reasons == ()


def test_another_model_of_a_voice_is_told_once(rich: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ToneEngine, "fingerprint", lambda _self: "another tone")
    assert why(rich).reasons == ("the voice tone is not what it was: its model, or what speaks it, is another",)


def test_a_recording_that_was_changed_is_told(rich: Project) -> None:
    path = rich.root / "assets/hello.wav"
    before = path.read_bytes()
    try:
        soundfile.write(path, speech(3), RATE)
        assert why(rich) == Why(WORKS["sound"], ("the file assets/hello.wav was changed",))
    finally:
        path.write_bytes(before)


def test_a_cover_is_told_by_its_file(rich: Project) -> None:
    cover = rich.root / "assets/cover.png"
    try:
        cover.write_bytes(b"a picture")
        with changed(rich.scripts / "show.yaml", ("author: audiogen", "author: audiogen\ncover: assets/cover.png")):
            assert why(rich) == Why(WORKS["tags"], ("cover is assets/cover.png, was not given",))
            session = session_of(rich)
            made = with_page(episode(slug="01-rich", **facts_of(session)))
            Reasons(Inputs(lambda: MADE_WITH)).remember(session, made)
            there = replace(rich, dist=rich.root / "with a cover")
            put_in_place(there.dist, (made,))
            cover.write_bytes(b"another picture")
            assert why(there) == Why(WORKS["tags"], ("the file assets/cover.png was changed",))
    finally:
        cover.unlink()


def test_what_is_asked_for_with_force_is_told_beside_what_changed(rich: Project) -> None:
    assert why(rich, force=True).reasons == ("it was asked for with --force",)
    with changed(rich.scripts / "01-rich.yaml", ("ring: 2s", "ring: 3s")):
        told = why(rich, force=True).reasons
    assert told == ("it was asked for with --force", "line 10: ring is 3s, was 2s")


def test_a_file_that_is_missing_or_changed_is_told(rich: Project) -> None:
    (path,) = (rich.dist / "episodes").glob("*-????????.mp3")
    name, before = path.relative_to(rich.dist).as_posix(), path.read_bytes()
    try:
        path.write_bytes(b"damaged")
        assert why(rich) == Why(WORKS["sound"], (f"its file {name} was changed, or is damaged",))
        path.unlink()
        assert why(rich) == Why(WORKS["sound"], (f"its file {name} is missing",))
    finally:
        path.write_bytes(before)


def test_a_missing_file_for_the_page_is_told_with_the_little_that_it_takes(rich: Project) -> None:
    (path,) = (rich.dist / "episodes").glob("*.page.mp3")
    name, before = path.relative_to(rich.dist).as_posix(), path.read_bytes()
    try:
        path.unlink()
        assert why(rich) == Why(WORKS["page"], (f"its file {name} is missing",))
        with changed(rich.scripts / "01-rich.yaml", ("summary: A short", "summary: A very short")):
            assert why(rich).work == WORKS["tags"]
    finally:
        path.write_bytes(before)


def test_an_episode_of_a_version_without_files_for_the_page_is_completed(rich: Project, tmp_path: Path) -> None:
    made = episode(slug="01-rich", **facts_of(session_of(rich)))
    put_in_place(tmp_path, (made,))
    told = why(replace(rich, dist=tmp_path))
    assert told == Why(WORKS["page"], ("an older version made no file for the page",))


def test_a_session_without_an_episode_is_made_for_the_first_time(rich: Project) -> None:
    nothing_built = replace(rich, dist=rich.root / "elsewhere")
    assert why(nothing_built) == Why("made for the first time")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "might rest with",
            "may rest with",
            ['line 12 says "You may rest with a…", and said "You might rest with a…"'],
        ),
        ("bed: dusk", "bed: ocean", ["bed is ocean, was dusk, ocean"]),
        ("title: Arriving", "title: Here", ['title is "Here", was "Arriving"']),
        ("pause: 2s", "pause: 3s", []),
    ],
)
def test_without_a_record_the_manifest_tells_what_it_can(
    rich: Project, tmp_path: Path, old: str, new: str, told: list[str]
) -> None:
    forgetful = replace(rich, cache=tmp_path)
    with changed(rich.scripts / "01-rich.yaml", (old, new)):
        reasons = why(forgetful).reasons
    assert list(reasons[: len(told)]) == told
    sound = not old.startswith("title")
    assert [("not known here" in each) for each in reasons[len(told) :]] == [True] * sound


def test_of_an_episode_of_the_first_form_it_is_said_that_nothing_is_known(rich: Project, tmp_path: Path) -> None:
    made = episode(slug="01-rich", **{**facts_of(session_of(rich)), "stage_keys": Keys(sound="", tags="", texts="")})
    put_in_place(tmp_path, (made,))
    assert why(replace(rich, dist=tmp_path)).reasons == (
        "it was built by an early version, which did not note what it was made from",
    )


def test_a_record_of_another_version_is_as_none(rich: Project, tmp_path: Path) -> None:
    session, other = session_of(rich), replace(rich, cache=tmp_path)
    made = with_page(episode(slug="01-rich", **facts_of(session)))
    Reasons(Inputs(lambda: MADE_WITH)).remember(session_of(other), made)
    (entry,) = (path for path in tmp_path.glob("??/*"))
    Cache(tmp_path).put(key_of(entry), b'{"form": 2}')
    assert recall(session_of(other), made) is None
    assert recall(session, made)
