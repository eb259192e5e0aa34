"""`audiogen publish`: from a finished show to a folder that a web server shows, and all that it says on the way."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.projects import build_all, built_project, contents, replace_in, touched
from support.published import judge
from support.publishing import plain_covers

from audiogen.cli.main import run
from audiogen.project import Project
from audiogen.upload import destination, transfer
from audiogen.upload.htaccess import htaccess

BASE = "https://podcast.example.org"


@pytest.fixture(scope="module", autouse=True)
def drawn_plainly() -> Iterator[None]:
    """Pictures as large as platforms want them: what they refuse is not sent."""
    with plain_covers():
        yield


@pytest.fixture(scope="module")
def built(drawn_plainly: None, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The two short sessions, built for a public address."""
    project = built_project(tmp_path_factory.mktemp("built"))
    with (project.scripts / "show.yaml").open("a", encoding="utf-8") as show:
        show.write(f"base_url: {BASE}\n")
    for picture in project.dist.rglob("*.jpg"):
        picture.unlink()
    build_all(project)
    return project


@pytest.fixture
def project(built: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A copy of them, in whose folder the commands are given."""
    root = tmp_path / "show"
    shutil.copytree(built.root, root)
    monkeypatch.setenv("AUDIOGEN_CACHE", str(root / "cache"))
    monkeypatch.chdir(root)
    return Project(root, root / "dist", root / "cache")


Say = Callable[..., str]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Say:
    """Gives a command, and returns what it says."""

    def say(*arguments: str, code: int = 0) -> str:
        assert run(["publish", *arguments, "--no-look"]) == code
        shown = capsys.readouterr()
        return shown.out + shown.err

    return say


def test_the_podcast_is_whole_at_its_place_and_nothing_of_the_authors_is_there(project: Project, said: Say) -> None:
    web = project.root.parent / "web"
    told = said(str(web), "--dry-run")
    assert "Would be sent to" in told
    assert "sound: 4 files" in told
    assert "this was a dry run" in told
    assert not web.exists()

    told = said(str(web))
    judge(web)
    assert {path.name for path in web.iterdir()}.isdisjoint({"stems", "plans", ".htaccess"})
    assert (web / "feed.xml").read_bytes() == (project.dist / "feed.xml").read_bytes()
    assert f"Sent to {web}: " in told
    assert f"The podcast's feed: {BASE}/feed.xml" in told
    assert f"publish: {web}" in told
    assert "▀" not in told


def test_what_has_not_changed_is_not_sent_again_and_what_is_old_stays_for_a_month(project: Project, said: Say) -> None:
    said("../web")
    web = project.root.parent / "web"
    before, when = contents(web), touched(web)
    assert "Nothing has changed" in said("../web")
    assert touched(web) == when

    replace_in(project.scripts / "02-leaving.yaml", "title: Leaving", "title: Going Home")
    assert "`audiogen build` would change 02-leaving by now; what is sent is as it was built before" in said("../web")
    build_all(project)
    told = said("../web")
    assert "files that nothing names any more" in told
    sounds = {path for path in before if path.endswith(".mp3")}
    assert sounds < {path for path in contents(web) if path.endswith(".mp3")}
    assert f"No longer named, and taken away from {_today() + dt.timedelta(days=30)} on" in said("../web", "--dry-run")

    assert "Taken away, as nothing names it any more: " in said("../web", "--prune")
    judge(web)
    assert not sounds < {*contents(web)}


def test_a_session_that_is_dated_ahead_is_not_sent_and_its_day_is_told(project: Project, said: Say) -> None:
    replace_in(project.scripts / "02-leaving.yaml", "date: 2026-11-09", "date: 2126-11-09")
    build_all(project)
    assert "The next session is dated 2126-11-09" in said("../web")
    judge(project.root.parent / "web")
    assert not any("leaving" in path for path in contents(project.root.parent / "web"))


def test_the_place_is_remembered_in_show_yaml_and_found_from_everywhere(
    project: Project, said: Say, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert "nobody has said yet where to publish to" in said(code=1)
    assert "  publish: ../web\n" in said("../web")
    assert "publish:" not in said("../web"), "it is told once"
    assert "publish:" not in (project.scripts / "show.yaml").read_text(encoding="utf-8")
    assert "show.yaml: publish: ../web\n" in said("../web", "--remember")
    assert "publish:" not in said("../web", "--remember")
    monkeypatch.chdir(tmp_path)
    assert f"{Path('show/../web')} has all of" in said("-C", "show")
    assert not (tmp_path.parent / "web").exists()


def test_a_finished_folder_without_its_scripts_is_sent_as_it_is(
    project: Project, said: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    assert "there is no podcast in this folder" in said("../web", code=1)
    assert "show.yaml" not in said("../web", "--dist", str(project.dist))
    judge(tmp_path / "web")
    assert "there is no show in this folder" in said("../web", "--clients", code=1)


def test_a_podcast_that_may_not_be_published_sends_nothing_and_says_all_that_is_in_the_way(
    project: Project, said: Say
) -> None:
    replace_in(project.scripts / "show.yaml", BASE, "http://192.168.1.5:8000")
    told = said("scripts/web", code=1).splitlines()
    assert [line.partition(": ")[0] for line in told] == [
        str(Path("scripts/web")), *2 * [f"{Path('scripts/show.yaml')}:6:11"], "Nothing was sent.",
    ]  # fmt: skip
    assert not (project.scripts / "web").exists()


def test_the_address_of_listeners_is_not_taken_for_the_name_of_a_folder(project: Project, said: Say) -> None:
    host = BASE.removeprefix("https://")
    assert f"Write it like sftp://you@{host}/folder" in said(f"{host}/podcast", code=1)
    assert not (project.root / host).exists()
    (project.root / host).mkdir()
    assert "Sent to" in said(f"{host}/podcast")


def test_files_of_somebody_else_are_only_replaced_when_that_is_said(project: Project, said: Say) -> None:
    web = project.root.parent / "web"
    web.mkdir()
    (web / "index.html").write_text("mine", encoding="utf-8")
    assert "audiogen has not put there: index.html" in said("../web", code=1)
    assert contents(web) == {"index.html": b"mine"}
    said("../web", "--replace")
    judge(web)


def test_settings_for_web_space_are_put_there_once_asked_for_and_stay(project: Project, said: Say) -> None:
    place = project.root.parent / "web" / ".htaccess"
    said("../web", "--htaccess")
    assert place.read_bytes() == htaccess()
    place.write_bytes(htaccess().replace(b"Options -Indexes\n", b""))
    assert "1 file" in said("../web")
    assert place.read_bytes() == htaccess()

    place.write_text("Require valid-user\n", encoding="utf-8")
    assert ".htaccess is there already, and not one of audiogen's" in said("../web", "--htaccess")
    said("../web", "--prune")
    assert place.read_text(encoding="utf-8") == "Require valid-user\n"


def test_what_is_found_at_the_address_is_advice_and_no_failure(
    project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = ["it answers 404: is the destination the folder that this address leads to?"]
    monkeypatch.setattr("audiogen.upload.look.look_at_podcast", lambda *_: found)
    assert run(["publish", "../web"]) == 0
    assert f"Note: {found[0]}\n" in capsys.readouterr().err
    found.clear()
    assert run(["publish", "../web"]) == 0
    assert f"Looked at {BASE} as listeners do" in capsys.readouterr().out


@pytest.mark.parametrize("address", ["sftp://you:Quibble@example.org/podcast", "ftp://you:Quibble@example.org"])
def test_a_password_in_an_address_is_refused_and_never_repeated(project: Project, said: Say, address: str) -> None:
    assert "Quibble" not in said(address, code=1)


def test_the_log_of_a_bug_holds_neither_address_nor_message(
    project: Project, said: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("Quib" + "ble")

    monkeypatch.setattr(destination, "open_destination", broken)
    log = Path(said("sftp://Quibble@example.org/podcast", "--dry-run", code=3).strip().split("file: ")[1])
    text = log.read_text(encoding="utf-8")
    log.unlink()
    assert "Error" in text
    assert "'publish'" in text
    assert "Quibble" not in text


def test_an_interrupt_says_what_is_kept_and_the_next_one_sends_the_rest(
    project: Project, said: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring, brought = transfer.Carrier.bring, list[str]()

    def interrupted(self: transfer.Carrier, path: str, *rest: object) -> int:
        if len(brought) > 20:
            raise KeyboardInterrupt
        brought.append(path)
        return bring(self, path, *rest)  # type: ignore[arg-type] - passed on as it came

    with monkeypatch.context() as patch:
        patch.setattr(transfer.Carrier, "bring", interrupted)
        told = said("../web", code=130)
    assert "what was sent is kept there, and the next `audiogen publish` sends only the rest" in told
    web = project.root.parent / "web"
    assert not (web / "feed.xml").exists()
    assert "there already" in said("../web")
    judge(web)


def _today() -> dt.date:
    return dt.datetime.now(tz=dt.UTC).date()
