"""The whole way, on small shows: what is built, what is kept, and what is never lost."""

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from support.projects import (
    SECOND,
    TODAY,
    build_all,
    build_cold,
    built_project,
    contents,
    manifest_of,
    manifest_path,
    media_of,
    replace_in,
    touched,
    unfinished,
    warm,
    write_project,
)

from audiogen.build import known_files
from audiogen.build.production import MadeWith
from audiogen.build.show import build
from audiogen.encode.decode import blocks_of, measure
from audiogen.errors import OutputError, ScriptError
from audiogen.progress import EpisodeBuilt, EpisodeFailed, EpisodeKept, Event, Notice
from audiogen.project import Project
from audiogen.publish.facts import read_publication
from audiogen.render.to_target import TOLERANCE_LU
from audiogen.script.lock import LOCK_FILE, read_lock, write_lock
from audiogen.script.renewal import renewed
from audiogen.speech.engines.tone import ToneEngine
from audiogen.units import RATE
from audiogen.verify.meters.heard import Heard


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A show that was built once; never changed by a test."""
    return built_project(tmp_path_factory.mktemp("built"))


@pytest.fixture
def copy(built: Project, tmp_path: Path) -> Project:
    """A copy of it, free to be changed."""
    shutil.copytree(built.root, tmp_path / "show", symlinks=True)
    root = tmp_path / "show"
    return Project(root, root / "dist", root / "cache")


def spoken(events: list[Event]) -> dict[str, int]:
    return {event.name: event.phrases_spoken for event in events if isinstance(event, EpisodeBuilt)}


def kept(events: list[Event]) -> set[str]:
    return {event.name for event in events if isinstance(event, EpisodeKept)}


@pytest.mark.parametrize(("slug", "target_s"), [("01-arriving", 40), ("02-leaving", 20)])
def test_an_episode_decodes_to_exactly_its_target_length(built: Project, slug: str, target_s: int) -> None:
    assert sum(block.shape[1] for block in blocks_of(media_of(built, slug))) == target_s * RATE


def test_an_episode_is_as_loud_as_podcasts_are(built: Project) -> None:
    measured = measure(media_of(built, "02-leaving"))
    assert measured.integrated_lufs == pytest.approx(-16, abs=TOLERANCE_LU)
    assert measured.true_peak_dbtp <= -1.0


def test_the_limiter_hardly_works_and_the_manifest_says_how_much(built: Project) -> None:
    loudness = manifest_of(built, "01-arriving").loudness
    assert loudness.limited_share is not None
    assert loudness.limited_share < 0.01


def test_the_manifest_says_what_the_file_is(built: Project) -> None:
    manifest, path = manifest_of(built, "01-arriving"), media_of(built, "01-arriving")
    assert manifest.media[0].size_bytes == path.stat().st_size
    assert manifest.media[0].duration_s == 40
    assert [chapter.title for chapter in manifest.chapters] == ["Begin", "End"]
    assert manifest.captions[0].text == "Welcome to this place."
    assert [breath.kind for breath in manifest.breaths] == ["in", "out"] * 2


def test_a_second_build_keeps_everything_and_touches_nothing(copy: Project) -> None:
    before, events = touched(copy.dist) | touched(copy.scripts), []
    report = build_all(copy, events=events)
    assert kept(events) == {"01-arriving", "02-leaving"}
    assert touched(copy.dist) | touched(copy.scripts) == before
    assert [episode.outcome for episode in report.episodes] == ["kept", "kept"]


def test_two_clean_builds_of_a_folder_with_its_lock_give_the_same_bytes(built: Project, tmp_path: Path) -> None:
    again = write_project(tmp_path / "elsewhere")
    shutil.copy(built.scripts / LOCK_FILE, again.scripts)
    build_cold(again)
    assert contents(again.dist) == contents(built.dist)


def test_two_shows_with_the_same_scripts_share_no_identity(built: Project, tmp_path: Path) -> None:
    other = write_project(tmp_path / "elsewhere")
    build_all(other, "1")
    one, another = (manifest_of(project, "01-arriving").guid for project in (built, other))
    assert one != another


def test_a_copied_lock_gets_an_identity_of_its_own_with_a_notice(built: Project, tmp_path: Path) -> None:
    other, events = write_project(tmp_path / "elsewhere", s01_sea=SECOND), []
    shutil.copy(built.scripts / LOCK_FILE, other.scripts)
    build_all(other, events=events)
    notices = [str(event) for event in events if isinstance(event, Notice)]
    assert sum("another show" in notice for notice in notices) == 1
    lock, former = read_lock(other.scripts), read_lock(built.scripts)
    assert lock
    assert former
    assert lock.podcast_guid != former.podcast_guid
    assert set(lock.episodes) == {"01-sea"}


@pytest.mark.parametrize("note", ["kept", "lost"])
def test_a_show_with_a_renewed_identity_is_published_where_it_was(copy: Project, note: str) -> None:
    before = read_lock(copy.scripts)
    assert before
    write_lock(copy.scripts, renewed(before))
    if note == "lost":
        shutil.rmtree(copy.cache / "builds")
    build_all(copy)
    feed = (copy.dist / "feed.xml").read_text(encoding="utf-8")
    guids = {before.podcast_guid, *(each.guid for each in before.episodes.values())}
    assert not any(guid in feed for guid in guids)


def test_sessions_that_still_carry_the_former_identity_are_named(copy: Project) -> None:
    events: list[Event] = []
    before = read_lock(copy.scripts)
    assert before
    write_lock(copy.scripts, renewed(before))
    build_all(copy, "1", events=events)
    assert [str(event) for event in events if "without names: 02-leaving" in str(event)]
    events.clear()
    build_all(copy, events=events)
    build_all(copy, "1", events=events)
    assert not [str(event) for event in events if "without names" in str(event)]


def test_a_copied_lock_does_not_open_the_folder_of_the_show_that_it_is_from(built: Project, tmp_path: Path) -> None:
    other = write_project(tmp_path / "elsewhere", s01_sea=SECOND)
    shutil.copy(built.scripts / LOCK_FILE, other.scripts)
    with pytest.raises(OutputError, match="belongs to another show"):
        build_cold(Project(other.root, built.dist, other.cache))


def test_a_comment_makes_nothing_stale(copy: Project) -> None:
    events: list[Event] = []
    replace_in(copy.scripts / "02-leaving.yaml", "bed: off", "# a remark\nbed: off   # and another")
    build_all(copy, events=events)
    assert kept(events) == {"01-arriving", "02-leaving"}


def test_helplines_and_words_reach_what_is_published_and_make_nothing_stale(copy: Project) -> None:
    events: list[Event] = []
    show = copy.scripts / "show.yaml"
    added = "helplines: [{name: Line, call: 116 123}]\nwords: {begin: Start here}\n"
    show.write_text(show.read_text(encoding="utf-8") + added, encoding="utf-8")
    build_all(copy, events=events)
    assert kept(events) == {"01-arriving", "02-leaving"}
    (helpline,) = read_publication(copy.dist).show.helplines
    assert (helpline.name, helpline.address) == ("Line", "tel:116123")
    assert "Start here" in (copy.dist / "index.html").read_text(encoding="utf-8")


def test_what_directories_are_told_of_a_show_makes_nothing_stale(copy: Project) -> None:
    events: list[Event] = []
    show = copy.scripts / "show.yaml"
    added = "medium: course\nseasons: [One]\npeople: {name: Ada, role: host}\nlocation: Lisbon\nlicense: cc-by-4.0\n"
    show.write_text(show.read_text(encoding="utf-8") + added, encoding="utf-8")
    before = {path.name for path in (copy.dist / "episodes").iterdir()}
    build_all(copy, events=events)
    assert kept(events) == {"01-arriving", "02-leaving"}
    assert {path.name for path in (copy.dist / "episodes").iterdir()} == before
    feed = (copy.dist / "feed.xml").read_text(encoding="utf-8")
    assert "<podcast:medium>course<" in feed
    assert '<podcast:person role="Host" group="Cast">Ada<' in feed


def test_how_a_session_is_listed_gives_it_a_manifest_and_no_other_sound(copy: Project) -> None:
    before = {path.name for path in (copy.dist / "episodes").iterdir()}
    events: list[Event] = []
    replace_in(copy.scripts / "02-leaving.yaml", "steps:", "season: 2\ntype: bonus\nsteps:")
    build_all(copy, events=events)
    assert kept(events) == {"01-arriving"}
    assert spoken(events) == {"02-leaving": 0}
    others = {path.name for path in (copy.dist / "episodes").iterdir()} ^ before
    assert {name.rsplit(".", 1)[1] for name in others} == {"json"}
    feed = (copy.dist / "feed.xml").read_text(encoding="utf-8")
    assert "<itunes:season>2<" in feed


def test_a_session_that_says_nothing_of_how_it_is_listed_has_the_manifest_that_it_always_had(built: Project) -> None:
    for manifest in (built.dist / "episodes").glob("*.json"):
        assert "listing" not in manifest.read_text(encoding="utf-8")


def test_a_changed_word_builds_its_session_and_speaks_its_phrase_only(copy: Project) -> None:
    events: list[Event] = []
    replace_in(copy.scripts / "02-leaving.yaml", "Goodbye for today", "Goodbye for tonight")
    build_all(copy, events=events)
    assert kept(events) == {"01-arriving"}
    assert spoken(events) == {"02-leaving": 1}


def test_a_changed_pause_builds_its_session_and_speaks_nothing(copy: Project) -> None:
    events: list[Event] = []
    replace_in(copy.scripts / "02-leaving.yaml", "pause: 2s", "pause: 3s")
    build_all(copy, events=events)
    assert spoken(events) == {"02-leaving": 0}


def test_other_code_builds_every_session(copy: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    events: list[Event] = []
    monkeypatch.setattr("audiogen.build.tracks.made_with", lambda _cache: MadeWith("of other code", ()))
    build_all(copy, "2", events=events)
    assert set(spoken(events)) == {"02-leaving"}


def test_an_episode_that_cannot_be_read_is_made_anew(copy: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    unreadable, sha256 = media_of(copy, "02-leaving"), known_files.file_sha256

    def refused(path: Path) -> str:
        if path == unreadable:
            raise PermissionError(path)
        return sha256(path)

    monkeypatch.setattr(known_files, "file_sha256", refused)
    events: list[Event] = []
    build_all(copy, events=events)
    assert (set(spoken(events)), kept(events)) == ({"02-leaving"}, {"01-arriving"})


def test_what_a_build_has_written_or_read_the_next_one_does_not_read(
    copy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    really = known_files.file_sha256
    monkeypatch.setattr(known_files, "file_sha256", lambda path: read.append(path.name) or really(path))
    replace_in(copy.scripts / "02-leaving.yaml", "pause: 2s", "pause: 3s")
    build_all(copy, "2")
    assert {name[:10] for name in read} == {"01-arrivin"}
    read.clear()
    build_all(copy)
    assert not read


def test_a_forced_build_reads_anew_what_it_does_not_make(copy: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    build_all(copy)
    stamp = known_files.Stamp.of
    monkeypatch.setattr(known_files.Stamp, "of", lambda path: replace(stamp(path), changed_ns=1, entered_ns=1))
    build_all(copy)
    media = media_of(copy, "01-arriving")
    media.write_bytes(media.read_bytes()[::-1])
    told: list[Event] = []
    build_all(copy, "2", events=told)
    assert not [event for event in told if isinstance(event, Notice)]
    build(copy, ["2"], today=TODAY, jobs=1, on_event=told.append, force=True)
    assert [event.message for event in told if isinstance(event, Notice) and "01-arriving" in event.message]


def test_an_episode_whose_manifest_cannot_be_read_is_missed_aloud(copy: Project) -> None:
    manifest_path(copy, "01-arriving").write_text("{}", encoding="utf-8")
    events: list[Event] = []
    build_all(copy, "2", events=events)
    told = [event.message for event in events if isinstance(event, Notice)]
    assert [message for message in told if "the episode 01-arriving" in message]
    assert "audiogen build 01-arriving" in told[-1]


def test_a_damaged_episode_is_made_anew(copy: Project, built: Project) -> None:
    media = media_of(copy, "02-leaving")
    media.write_bytes(media.read_bytes()[:-1000])
    build_all(copy)
    assert media.read_bytes() == media_of(built, "02-leaving").read_bytes()


def test_a_named_session_is_built_alone_and_the_others_stay_published(copy: Project) -> None:
    replace_in(copy.scripts / "01-arriving.yaml", "You might rest", "You may rest")
    replace_in(copy.scripts / "02-leaving.yaml", "pause: 2s", "pause: 3s")
    report = build_all(copy, "2")
    assert [episode.script.slug for episode in report.episodes] == ["02-leaving"]
    feed = (copy.dist / "feed.xml").read_text(encoding="utf-8")
    assert feed.count("<item>") == 2


def test_a_session_that_cannot_reach_its_target_fails_alone_and_its_last_episode_stays(
    copy: Project, built: Project
) -> None:
    events: list[Event] = []
    replace_in(copy.scripts / "01-arriving.yaml", "target: 40s", "target: 4m")
    replace_in(copy.scripts / "02-leaving.yaml", "pause: 2s", "pause: 3s")
    report = build_all(copy, events=events)
    (failure,) = (event for event in events if isinstance(event, EpisodeFailed))
    assert failure.name == "01-arriving"
    assert "short of the target of 4:00" in failure.message
    assert spoken(events).keys() == {"02-leaving"}
    assert [episode.outcome for episode in report.episodes] == ["failed", "built"]
    assert media_of(copy, "01-arriving").read_bytes() == media_of(built, "01-arriving").read_bytes()
    assert (copy.dist / "feed.xml").read_text(encoding="utf-8").count("<item>") == 2


def test_a_mistake_in_a_script_changes_nothing_at_all(copy: Project) -> None:
    replace_in(copy.scripts / "02-leaving.yaml", "say: Goodbye", "sya: Goodbye")
    before = touched(copy.dist)
    with pytest.raises(ScriptError):
        build_all(copy)
    assert touched(copy.dist) == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("bed: off", "bed: rian", r'there is no bed "rian"; did you mean rain\?'),
        ("bed: off", "bed: {file: assets/brook.ogg}", r'no file "assets/brook.ogg"'),
        ("bed: off", "bed: off\nvoice: hart", r'"hart".*heart'),
    ],
)
def test_what_cannot_sound_is_reported_where_it_is_written(copy: Project, old: str, new: str, said: str) -> None:
    replace_in(copy.scripts / "02-leaving.yaml", old, new)
    with pytest.raises(ScriptError, match=said) as caught:
        build_all(copy)
    assert "02-leaving.yaml:5:" in str(caught.value) or "02-leaving.yaml:6:" in str(caught.value)


def test_words_that_the_voice_cannot_say_are_reported_at_their_step(copy: Project) -> None:
    replace_in(copy.scripts / "02-leaving.yaml", "bed: off", "bed: off\nvoice: heart")
    replace_in(copy.scripts / "02-leaving.yaml", "Goodbye for today.", "Goodbye, \u0928\u092e\u0938\u094d\u0924\u0947.")
    with pytest.raises(ScriptError, match=r"02-leaving\.yaml:10:"):
        build_all(copy)


def test_a_voice_that_is_not_installed_is_reported_before_anything_is_spoken(
    copy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ToneEngine, "available", lambda _: "the voice tone is not installed; run `pip install tone`")
    with pytest.raises(ScriptError, match=r"show\.yaml:4:\d+: the voice tone is not installed"):
        build_all(copy)


def test_an_episode_that_fails_its_verification_leaves_no_file_behind(
    copy: Project, built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Heard, "frames", 1)
    replace_in(copy.scripts / "02-leaving.yaml", "target: 20s", "target: 21s")
    (failed,) = build_all(copy).failed
    assert "1 frames long instead of 1008000" in str(failed.error)
    assert unfinished(copy) == []
    assert media_of(copy, "02-leaving").read_bytes() == media_of(built, "02-leaving").read_bytes()


def test_a_dist_that_is_a_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    project = write_project(tmp_path)
    project.dist.write_text("in the way")
    with pytest.raises(OutputError, match="dist") as caught:
        build_all(project)
    assert caught.value.hint
    assert project.dist.read_text() == "in the way"


def test_a_script_that_is_gone_leaves_its_files_but_not_its_place_in_the_feed(copy: Project) -> None:
    media = media_of(copy, "01-arriving")
    (copy.scripts / "01-arriving.yaml").unlink()
    build_all(copy)
    assert media.is_file()
    assert (copy.dist / "feed.xml").read_text(encoding="utf-8").count("<item>") == 1


def test_an_own_sound_can_be_the_bed(tmp_path: Path, built: Project) -> None:
    project = write_project(tmp_path, s02_leaving=SECOND.replace("bed: off", "bed: {file: assets/own.mp3}"))
    (project.root / "assets").mkdir()
    shutil.copy(media_of(built, "01-arriving"), project.root / "assets/own.mp3")
    assert not build_all(project).failed
    assert manifest_of(project, "02-leaving").bed == "assets/own.mp3"


BUILD = """
import datetime, os, pathlib, sys
from audiogen.build.show import build
from audiogen.progress import Progress
from audiogen.project import Project

def on_event(event):
    print(event, flush=True)
    if isinstance(event, Progress) and event.stage == "encode" and event.done:
        at_work()

root = pathlib.Path(sys.argv[1])
project = Project(root, root / "dist", root / "cache")
report = build(project, (), today=datetime.date(2026, 11, 23), jobs=1, on_event=on_event)
sys.exit(1 if report.failed else 0)
"""


def _build_apart(project: Project, at_work: str) -> tuple[int, str]:
    """Build in a process of its own, which does what is said as soon as a part of an episode is written."""
    finished = subprocess.run(
        [sys.executable, "-c", at_work + BUILD, str(project.root)],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, text=True,
    )  # fmt: skip
    return finished.returncode, finished.stdout


def test_a_killed_build_leaves_the_last_episodes_whole_and_the_next_build_finishes(
    copy: Project, built: Project
) -> None:
    replace_in(copy.scripts / "02-leaving.yaml", "target: 20s", "target: 21s")
    code, _ = _build_apart(copy, "def at_work(): os._exit(99)  # as if it was killed: nothing is cleaned up")
    assert code == 99
    assert media_of(copy, "02-leaving").read_bytes() == media_of(built, "02-leaving").read_bytes()
    assert unfinished(copy)
    assert not build_all(copy).failed
    assert manifest_of(copy, "02-leaving").media[0].duration_s == 21
    assert unfinished(copy) == []


@pytest.mark.skipif(sys.platform == "win32", reason="limits on file sizes are a Unix facility")
def test_a_disk_without_room_is_one_clear_message_and_the_last_episodes_stay(copy: Project, built: Project) -> None:
    replace_in(copy.scripts / "02-leaving.yaml", "target: 20s", "target: 21s")
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\ndef at_work(): pass"
    code, output = _build_apart(copy, limit)
    assert code == 1
    assert f"cannot write {copy.episodes / '02-leaving.mp3'}" in output.replace("\n", "")
    assert "Traceback" not in output
    assert media_of(copy, "02-leaving").read_bytes() == media_of(built, "02-leaving").read_bytes()
    assert unfinished(copy) == []


INTERRUPT = """
import signal, threading
interrupted = threading.Event()

def interrupt(*_):
    interrupted.set()
    raise KeyboardInterrupt

signal.signal(signal.SIGINT, interrupt)

def at_work():
    if not interrupted.is_set():
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
        interrupted.wait()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="interrupts are sent as signals here")
def test_an_interrupted_build_stops_soon_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    project = write_project(tmp_path, s01_long=SECOND.replace("20s", "2m"))
    warm(project)
    code, output = _build_apart(project, INTERRUPT)
    assert code != 0
    assert "KeyboardInterrupt" in output
    # the episode was not even finished, let alone verified
    assert "encode" in output
    assert "verify" not in output
    assert list(project.episodes.iterdir()) == []
