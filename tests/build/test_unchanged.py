"""Where nothing has changed, a build is over at once, and says what it would have said; any change is seen."""

import datetime as dt
import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from support.projects import SHOW, TODAY, build_all, media_of, replace_in, warm, write_project

from audiogen.build import unchanged as module
from audiogen.build.report import BuildReport
from audiogen.build.show import build
from audiogen.build.stamps import Stamp, stamps_below
from audiogen.build.summary import EpisodeSummary
from audiogen.build.unchanged import Basis, note_unchanged, unchanged
from audiogen.progress import EpisodeKept, Event, Notice, ignore
from audiogen.project import LOCK_FILE, Project
from audiogen.speech.engines.tone import ToneEngine

AHEAD = "\ndate: 2027-01-04\n"


def settle(folder: Path) -> None:
    """Files as they are some time after somebody wrote them."""
    for path, stamp in stamps_below(folder):
        os.utime(path, ns=(stamp.changed_ns, stamp.changed_ns - 10_000_000_000))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A show that was built once, with a session that waits for its day; never changed by a test."""
    project = write_project(tmp_path_factory.mktemp("built"))
    script = project.scripts / "02-leaving.yaml"
    script.write_text(script.read_text(encoding="utf-8").replace("\ndate: 2026-11-09\n", AHEAD), encoding="utf-8")
    settle(project.root)
    warm(project)
    build_all(project)
    return project


@pytest.fixture
def copy(built: Project, tmp_path: Path) -> Project:
    """A copy of it, free to be changed, which a build has found to be whole."""
    shutil.copytree(built.root, tmp_path / "show", symlinks=True)
    root = tmp_path / "show"
    project = Project(root, root / "dist", root / "cache")
    basis = Basis.of(project, TODAY)
    assert basis
    note_unchanged(project, TODAY, basis, ("a notice",), (EpisodeSummary("01-arriving", "Arriving", "built", 7.0),))
    assert unchanged(project, TODAY, ignore)
    return project


def over_at_once(project: Project, today: dt.date = TODAY) -> bool:
    return unchanged(project, today, ignore) is not None


def test_a_build_leaves_nothing_to_do_for_the_next_one(built: Project) -> None:
    assert over_at_once(built)


def test_it_says_what_a_build_says_that_looks_at_everything(built: Project) -> None:
    said: list[Event] = []
    told = unchanged(built, TODAY, said.append)
    events: list[Event] = []
    report = build_all(built, events=events)
    assert told == tuple(replace(each, wall_s=0.0) for each in report.summaries)
    assert [each for each in said if isinstance(each, Notice)] == [each for each in events if isinstance(each, Notice)]
    assert any("dated ahead" in each.message for each in said if isinstance(each, Notice))
    others = [[each for each in told if not isinstance(each, Notice)] for told in (said, events)]
    assert sorted(map(repr, others[0])) == sorted(map(repr, others[1]))


def test_what_was_built_is_unchanged_from_then_on(copy: Project) -> None:
    told = unchanged(copy, TODAY, ignore)
    assert told == (EpisodeSummary("01-arriving", "Arriving", "kept"),)


def test_it_changes_nothing(copy: Project) -> None:
    before = {path: stamp for path, stamp in stamps_below(copy.root) if "cache" not in path}
    assert over_at_once(copy)
    assert {path: stamp for path, stamp in stamps_below(copy.root) if "cache" not in path} == before


def a_word(project: Project) -> None:
    replace_in(project.scripts / "01-arriving.yaml", "You might rest", "You may rest")


def a_new_session(project: Project) -> None:
    shutil.copy(project.scripts / "02-leaving.yaml", project.scripts / "03-again.yaml")


def a_session_that_is_gone(project: Project) -> None:
    (project.scripts / "02-leaving.yaml").unlink()


def a_lexicon(project: Project) -> None:
    (project.scripts / "lexicon.yaml").write_text("en: {}\n", encoding="utf-8")


def a_preset(project: Project) -> None:
    (project.root / "assets/ambience").mkdir(parents=True)
    (project.root / "assets/ambience/sea.yaml").write_text("title: Sea\n", encoding="utf-8")


def the_lock(project: Project) -> None:
    os.utime(project.scripts / LOCK_FILE)


def truncated_media(project: Project) -> None:
    media = media_of(project, "01-arriving")
    os.truncate(media, media.stat().st_size - 1)


def media_that_are_gone(project: Project) -> None:
    media_of(project, "01-arriving").unlink()


def the_feed(project: Project) -> None:
    (project.dist / "feed.xml").write_text("", encoding="utf-8")


def what_a_killed_build_left(project: Project) -> None:
    (project.dist / "episodes/.unfinished-01-arriving.mp3").write_bytes(b"")


@pytest.mark.parametrize(
    "change",
    [
        *(a_word, a_new_session, a_session_that_is_gone, a_lexicon, a_preset, the_lock),
        *(truncated_media, media_that_are_gone, the_feed, what_a_killed_build_left),
    ],
)
def test_any_change_is_seen(copy: Project, change: Callable[[Project], None]) -> None:
    change(copy)
    assert not over_at_once(copy)


def test_every_day_has_a_build_of_its_own(built: Project) -> None:
    assert not over_at_once(built, TODAY + dt.timedelta(days=1))


def test_another_folder_is_looked_at(built: Project, tmp_path: Path) -> None:
    assert not over_at_once(replace(built, dist=tmp_path / "dist"))


def test_other_code_libraries_models_and_settings_are_seen(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    stamp = Stamp.of
    for folder in (Path(module.__file__).parents[1], Path(pytest.__file__).parents[1]):
        with monkeypatch.context() as patch:
            changed = stamp(folder / "__init__.py" if (folder / "__init__.py").exists() else folder)
            patch.setattr(Stamp, "read", lambda found, was=changed: _other(found, was))
            assert not over_at_once(built), folder
    monkeypatch.setenv("AUDIOGEN_MODELS", str(built.root))
    assert not over_at_once(built)


def _other(found: os.stat_result, was: Stamp) -> Stamp:
    stamp = Stamp(found.st_size, found.st_mtime_ns, found.st_ctime_ns)
    return replace(stamp, changed_ns=1) if stamp == was else stamp


def test_an_edit_during_a_build_is_not_lost(copy: Project) -> None:
    replace_in(copy.scripts / "02-leaving.yaml", "pause: 2s", "pause: 3s")
    settle(copy.scripts)

    def edit(_event: Event) -> None:
        (copy.scripts / "01-arriving.yaml").write_text("steps: []", encoding="utf-8")

    build(copy, (), today=TODAY, jobs=1, on_event=edit)
    assert not over_at_once(copy)


def test_an_edit_within_the_tick_in_which_a_build_began_is_not_lost(copy: Project) -> None:
    (copy.scripts / "show.yaml").write_text(SHOW + "# \n", encoding="utf-8")
    soon_ns = (copy.scripts / "show.yaml").stat().st_mtime_ns + 3_600_000_000_000
    os.utime(copy.scripts / "show.yaml", ns=(soon_ns, soon_ns))
    build_all(copy)
    assert not over_at_once(copy)


def test_media_that_were_harmed_while_a_build_went_on_are_found_by_the_next_one(copy: Project) -> None:
    media = media_of(copy, "01-arriving")
    (copy.dist / "feed.xml").unlink()

    def harm(event: Event) -> None:
        if event == EpisodeKept("01-arriving"):
            os.truncate(media, media.stat().st_size - 1)

    build(copy, (), today=TODAY, jobs=1, on_event=harm)
    assert not over_at_once(copy)
    assert [each.outcome for each in build_all(copy).episodes] == ["built", "kept"]


def test_what_failed_is_tried_again(copy: Project) -> None:
    replace_in(copy.scripts / "02-leaving.yaml", "target: 20s", "target: 2s")
    settle(copy.scripts)
    assert [each.outcome for each in build_all(copy).episodes] == ["kept", "failed"]
    assert not over_at_once(copy)


def test_a_voice_of_another_package_is_asked_at_each_build(copy: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    # its code may have changed in place, and it alone knows which files it goes by
    monkeypatch.setattr(ToneEngine, "__module__", "another.package")
    (copy.dist / "feed.xml").touch()
    build_all(copy)
    assert not over_at_once(copy)


def test_a_recording_that_lies_elsewhere_is_read_at_each_build(copy: Project) -> None:
    basis = Basis.of(copy, TODAY)
    assert basis
    assert basis.holds(copy.scripts / "show.yaml")
    assert basis.holds(copy.root / "scripts/../scripts/show.yaml")
    assert not basis.holds(copy.root / "../rain.wav")
    assert not basis.holds(copy.dist / "feed.xml")


def test_folders_that_links_lead_to_are_looked_into_once(copy: Project, tmp_path: Path) -> None:
    (tmp_path / "sounds").mkdir()
    (tmp_path / "sounds/rain.wav").write_bytes(b"")
    (copy.root / "sounds").symlink_to(tmp_path / "sounds")
    (tmp_path / "sounds/back").symlink_to(copy.root)
    basis = Basis.of(copy, TODAY)
    assert basis
    assert basis.holds(copy.root / "sounds/rain.wav")


def test_a_project_with_more_files_than_can_be_asked_is_built_as_ever(
    built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST_FILES", 2)
    assert Basis.of(built, TODAY) is None
    assert not over_at_once(built)


@pytest.mark.parametrize("note", [b"", b"damaged", b"[]", b"{}", b'{"episodes": [{}]}'])
def test_a_note_that_is_damaged_or_of_another_version_counts_for_nothing(
    copy: Project, monkeypatch: pytest.MonkeyPatch, note: bytes
) -> None:
    monkeypatch.setattr(module.Cache, "peek", lambda *_: note)
    assert not over_at_once(copy)


def test_a_note_from_the_future_counts_for_nothing(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audiogen.build.unchanged.time.time_ns", lambda: 1)
    assert not over_at_once(built)


def test_all_that_a_build_reads_is_part_of_what_is_looked_at(copy: Project) -> None:
    program = """
        import datetime, sys
        from pathlib import Path
        opened = []
        sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
        from audiogen.build.show import build
        from audiogen.build.unchanged import Basis
        from audiogen.progress import ignore
        from audiogen.project import Project
        root = Path(sys.argv[1])
        project, today = Project(root, root / "dist", root / "cache"), datetime.date.fromisoformat(sys.argv[2])
        (root / "dist/feed.xml").unlink()
        build(project, (), today=today, jobs=1, on_event=ignore)
        basis = Basis.of(project, today)
        print(*{path for path in opened if not basis.holds(Path(path))}, sep="\\n")
    """
    command = [sys.executable, "-c", textwrap.dedent(program), str(copy.root), TODAY.isoformat()]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    made = (str(copy.dist), str(copy.cache), str(copy.scripts / LOCK_FILE))
    python = {sys.prefix, sys.base_prefix, str(Path(sys.prefix).resolve()), "/usr", "/etc", "/dev", "/proc"}
    others = [
        path
        for path in said.splitlines()
        if not path.startswith((*made, *python)) and "__pycache__" not in path and not path.isdecimal()
    ]
    assert others == []


def test_reports_and_summaries_say_the_same_of_nothing() -> None:
    assert BuildReport(()).summaries == ()
