"""What a build would do is told rightly, and nothing at all is changed by asking."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.clients import CLIENTS, build_for, clients_project, holding
from support.projects import TODAY, build_cold, built_project, manifest_path, media_of, replace_in, write_project

from audiogen.build import production
from audiogen.build.clients import ClientOrder
from audiogen.build.dry_run import foresee, foresee_clients
from audiogen.build.foreseen import Forecast
from audiogen.build.why.phrases import PhraseCount
from audiogen.cli.main import run
from audiogen.errors import OutputError, ScriptError
from audiogen.manifest import published_manifests
from audiogen.progress import ignore
from audiogen.project import Project


def state(folder: Path) -> dict[str, tuple[int, int, int, bytes]]:
    """All that can be known of what lies in a folder, its times included."""
    found = {}
    for path in (folder, *folder.rglob("*")):
        status = path.lstat()
        content = path.read_bytes() if path.is_file() else b""
        found[path.as_posix()] = (status.st_mtime_ns, status.st_ctime_ns, status.st_mode, content)
    return found


def foreseen(project: Project, *names: str, **how: bool) -> Forecast:
    """What a build would do; nothing may be changed by asking."""
    before = state(project.root)
    forecast = foresee(project, names, today=TODAY, on_event=ignore, **how)
    assert state(project.root) == before
    return forecast


def entries(project: Project) -> list[Path]:
    """What the cache keeps, but for the fingerprint of the code, which takes a second to find."""
    return [path for path in project.cache.glob("??/*") if path.stat().st_size > 200]


def works(forecast: Forecast) -> dict[str, str]:
    return {each.track.edition.name: each.why.work for each in forecast.tracks}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return built_project(tmp_path / "show")


def test_where_nothing_changed_nothing_would_be_made(project: Project) -> None:
    forecast = foreseen(project)
    assert works(forecast) == {"01-arriving": "unchanged", "02-leaving": "unchanged"}
    assert forecast.made == forecast.removals == ()


def test_of_a_show_that_was_never_built_all_would_be_made_and_nothing_is_begun(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(production, "meaning", lambda _name, content: content)  # reading all code takes a second
    for folder in (project.dist, project.cache):
        shutil.rmtree(folder)
    assert set(works(foreseen(project)).values()) == {"made for the first time"}
    assert not project.dist.exists()
    assert not project.cache.exists()


def test_new_phrases_are_counted(project: Project) -> None:
    replace_in(project.scripts / "02-leaving.yaml", "Goodbye for today.", "Farewell. Goodbye for today.")
    (track,) = foreseen(project).made
    assert track.phrases == PhraseCount(all=3, new=1)
    assert track.why.reasons == ('line 9 says "Farewell. Goodbye for today.", and said "Goodbye for today."',)


def test_a_phrase_of_several_tracks_is_to_be_spoken_once(project: Project) -> None:
    replace_in(project.scripts / "02-leaving.yaml", "target: 20s", "target: 20s\nlengths: [21s]")
    replace_in(project.scripts / "02-leaving.yaml", "Goodbye", "Farewell")
    assert [each.phrases for each in foreseen(project).made] == [PhraseCount(2, 1), PhraseCount(2, 0)]


def test_a_damaged_clip_and_an_old_use_are_left_as_they_are(project: Project) -> None:
    for path in entries(project):
        path.write_bytes(path.read_bytes()[:-1])
    os.utime(project.cache / "README.txt", (0, 0))
    replace_in(project.scripts / "02-leaving.yaml", "target: 20s", "target: 21s")
    (track,) = foreseen(project).made
    assert "what else it was made from is not known here" in track.why.reasons[-1]


def test_a_target_that_cannot_be_met_is_told_with_what_to_do(project: Project) -> None:
    replace_in(project.scripts / "02-leaving.yaml", "target: 20s", "target: 5s")
    (track,) = foreseen(project).made
    assert track.problem
    assert "more than the target of 0:05" in track.problem.message
    assert track.why.reasons == ("target is 5s, was 20s",)


def test_where_nothing_changed_nothing_of_sound_is_loaded(project: Project) -> None:
    code = (
        "import sys; from audiogen.cli.main import run; assert run(sys.argv[1:]) == 0; sys.exit('numpy' in sys.modules)"
    )
    command = [sys.executable, "-c", code, "build", "--dry-run", "--project", str(project.root)]
    subprocess.run(command, check=True, env={**os.environ, "AUDIOGEN_CACHE": str(project.cache)})


def test_mistakes_in_a_script_are_told_as_a_build_tells_them(project: Project) -> None:
    replace_in(project.scripts / "02-leaving.yaml", "- say:", "- sai:")
    with pytest.raises(ScriptError):
        foreseen(project)


def test_a_damaged_manifest_is_told(project: Project) -> None:
    manifest_path(project, "02-leaving").write_text("{", encoding="utf-8")
    (track,) = foreseen(project).made
    assert (track.why.work, track.why.reasons) == ("made anew", ("what is told of it in dist is damaged, or gone",))


def test_a_session_that_was_taken_out_would_go_when_that_is_asked_for(project: Project) -> None:
    (project.scripts / "02-leaving.yaml").unlink()
    assert foreseen(project).unlisted == ("02-leaving",)
    (removal,) = foreseen(project, prune=True).removals
    assert (removal.what, removal.reason) == ("02-leaving", "it is no longer among the sessions")
    assert removal.files >= 2
    assert removal.size_bytes > media_of(project, "02-leaving").stat().st_size


def test_a_session_for_clients_alone_and_what_a_killed_build_left_would_go(project: Project) -> None:
    replace_in(project.scripts / "02-leaving.yaml", "target: 20s", "target: 20s\nfor: clients")
    (project.dist / "episodes/.0123456789abcdef.tmp").write_bytes(b"begun")
    removals = {each.what: each.reason for each in foreseen(project).removals}
    assert removals == {
        "02-leaving": "it is for clients alone now",
        "unfinished files": "a build that was broken off left them",
    }


def test_what_was_not_asked_for_stays(project: Project) -> None:
    (project.scripts / "01-arriving.yaml").write_text("no script at all", encoding="utf-8")
    assert works(foreseen(project, "2")) == {"02-leaving": "unchanged"}
    assert foreseen(project, "2", prune=True).removals == ()


def test_a_build_does_what_was_foreseen_and_tells_the_same_reasons(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AUDIOGEN_CACHE", str(project.cache))
    replace_in(project.scripts / "02-leaving.yaml", "summary: Another", "summary: One more")
    (track,) = foreseen(project).made
    assert run(["build", "--why", "--project", str(project.root)]) == 0
    told = capsys.readouterr().err.splitlines()
    assert told[:2] == [f"02-leaving: {track.why.work}", *(f"  {each}" for each in track.why.reasons)]
    assert "01-arriving" not in " ".join(told)
    assert foreseen(project).made == ()


def test_a_build_that_keeps_all_notes_again_what_the_cache_has_lost(project: Project) -> None:
    for path in entries(project):
        path.unlink()
    build_cold(project)
    replace_in(project.scripts / "02-leaving.yaml", "pause: 2s", "pause: 3s")
    (track,) = foreseen(project).made
    assert track.why.reasons == ("line 10: pause is 3s, was 2s",)


def test_the_command_says_what_would_be_made_and_that_nothing_was(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AUDIOGEN_CACHE", str(project.cache))
    replace_in(project.scripts / "02-leaving.yaml", "Goodbye", "Farewell")
    before = state(project.root)
    assert run(["build", "--dry-run", "--project", str(project.root)]) == 0
    assert state(project.root) == before
    assert capsys.readouterr().out.splitlines() == [
        "02-leaving: would be made anew; 1 of 2 phrases to be spoken",
        '  line 9 says "Farewell for today.", and said "Goodbye for today."',
        "1 unchanged",
        "It would take less than a minute, going by what earlier builds have taken here.",
        "Nothing was made, spoken, written or taken away: this was a dry run.",
    ]


@pytest.fixture(scope="module")
def private(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A show built for its clients."""
    project = clients_project(tmp_path_factory.mktemp("private") / "show")
    assert not any(each.failed for each in build_for(project, "c1", names=["1"]))
    return project


@pytest.fixture
def listed(private: Project, tmp_path: Path) -> Project:
    """A copy of it, free to be changed."""
    shutil.copytree(private.root, tmp_path / "show")
    return Project(tmp_path / "show", tmp_path / "show/dist", tmp_path / "show/cache")


def for_clients(project: Project, *ids: str, **how: bool) -> dict[str, Forecast | None]:
    before = state(project.root)
    forecasts = foresee_clients(project, ClientOrder((), ids, **how), today=TODAY, on_event=ignore)
    assert state(project.root) == before
    return {each.client: each.forecast for each in forecasts}


def test_for_clients_it_is_told_what_would_be_made_for_each(listed: Project) -> None:
    told = for_clients(listed)
    assert {client: works(forecast) for client, forecast in told.items() if forecast} == {
        "c1": {"01-plain": "unchanged", "01-plain-15s": "unchanged", "02-own": "made for the first time"},
        "c2": {"02-own": "made for the first time"},
    }


@pytest.mark.parametrize("in_the_way", ["dist", "dist/show.json"])
def test_what_stands_in_the_way_of_an_episode_is_no_bug(in_the_way: str, tmp_path: Path) -> None:
    project = write_project(tmp_path, s01_small="title: Small\nsummary: Short.\nsteps:\n  - say: Hello.\n")
    place = tmp_path / in_the_way
    if in_the_way == "dist":
        place.write_text("no folder")
    else:
        place.mkdir(parents=True)
    assert [each.work.stage for each in foreseen(project).tracks] == ["sound"]
    with pytest.raises(OutputError, match="cannot be read"):
        published_manifests(project.dist)


def test_of_a_client_nothing_but_the_id_is_told(
    listed: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    replace_in(listed.root / "clients.yaml", "Zebedee", "Balthasar")
    replace_in(listed.scripts / "01-plain.yaml", "Hello {name or my friend}.", "Welcome {name or my friend}.")
    monkeypatch.setenv("AUDIOGEN_CACHE", str(listed.cache))
    assert run(["build", "--client", "c1", "--dry-run", "--project", str(listed.root)]) == 0
    told = capsys.readouterr().out
    assert 'says "Welcome {name or my…", and said "Hello {name or my…"' in told
    assert "line 6: {name} is filled otherwise" in told
    assert not any(value in told for value in ("Zebedee", "Balthasar", "vinegarden"))


def test_what_a_clients_track_was_made_from_lies_in_the_clients_own_cache(private: Project) -> None:
    assert holding(private.cache, "made from", "{name", "zebedee") == set()
    assert holding(private.root / "private/c1/cache", "{name") != set()


def test_without_a_record_nothing_of_a_client_is_quoted(listed: Project) -> None:
    shutil.rmtree(listed.root / "private/c1/cache")
    replace_in(listed.root / "clients.yaml", "Zebedee", "Balthasar")
    forecast = for_clients(listed, "c1")["c1"]
    assert forecast
    reasons = next(each.why.reasons for each in forecast.made if each.track.edition.name == "01-plain")
    assert reasons[0] == "line 6: other words are said"
    assert "Zebedee" not in str(reasons)


def test_a_session_that_a_client_no_longer_gets_would_go_when_that_is_asked_for(listed: Project) -> None:
    text = CLIENTS.replace("place: the vinegarden", "sessions: [2]\n  place: the vinegarden")
    (listed.root / "clients.yaml").write_text(text, encoding="utf-8")
    kept, gone = for_clients(listed, "c1")["c1"], for_clients(listed, "c1", prune=True)["c1"]
    assert kept
    assert gone
    assert (kept.unlisted, kept.removals) == (("01-plain",), ())
    assert [each.what for each in gone.removals] == ["01-plain", "01-plain-15s"]
