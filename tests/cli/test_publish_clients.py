"""`audiogen publish --clients`: clients' pages at private links on a host that runs no program, and their end there."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from support.certificates import WHO, vouched, written
from support.clients import build_for, clients_project
from support.projects import contents, replace_in, touched
from support.publishing import plain_covers

from audiogen.cli.main import run
from audiogen.clients.linking import revoke_link
from audiogen.clients.links import links_of, owner_of
from audiogen.clients.secret import require_secret
from audiogen.marking.signing import verify_signed
from audiogen.project import Project
from audiogen.publish.facts import read_published
from audiogen.upload.folder import FolderDestination
from audiogen.upload.htaccess import htaccess
from audiogen.upload.look import LookedAt
from audiogen.upload.masked_folder import MaskedFolder
from audiogen.upload.paths import unfinished_beside

BASE = "https://podcast.example.org"
NAMES = ("zebedee", "siobhan", "vinegarden")
CLIENTS = """\
- id: c1
  name: Zebedee
  place: the vinegarden
- id: c2
  name: Siobhan
  sessions: [1]
"""
PLAIN = """\
title: Plain
summary: A short session.
target: 15s
steps:
  - say: Hello {name or my friend}, rest in {place or the room}.
  - pause: 1s to 30s
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A session that is built for two clients, of whom nobody has a link."""
    with plain_covers():
        project = clients_project(tmp_path_factory.mktemp("built"), CLIENTS, s01_plain=PLAIN)
        with (project.scripts / "show.yaml").open("a", encoding="utf-8") as show:
            show.write(f"base_url: {BASE}\n")
        build_for(project)
    return project


@pytest.fixture
def project(built: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A copy of it, in whose folder the commands are given."""
    root = tmp_path / "show"
    shutil.copytree(built.root, root)
    monkeypatch.setenv("AUDIOGEN_CACHE", str(root / "cache"))
    monkeypatch.chdir(root)
    return Project(root, root / "dist", root / "cache")


Say = Callable[..., str]


@pytest.fixture
def said(project: Project, capsys: pytest.CaptureFixture[str]) -> Say:
    """Gives a command, and returns what it says; never a token, and never a name."""

    def say(*arguments: str, code: int = 0) -> str:
        tokens = {*tokens_of(project).values()}
        assert run([*arguments]) == code
        shown = capsys.readouterr()
        told = shown.out + shown.err
        if arguments[0] == "publish":
            assert [token for token in tokens | {*tokens_of(project).values()} if token in told] == []
            assert [name for name in NAMES if name in told.casefold()] == []
        return told

    return say


def publish(said: Say, *options: str, code: int = 0) -> str:
    return said("publish", "../web", "--clients", "--no-look", *options, code=code)


def tokens_of(project: Project) -> dict[str, str]:
    today = dt.datetime.now(tz=dt.UTC).astimezone().date()
    return {each.client: each.token for each in links_of(project.root, today)}


def folders(project: Project) -> set[str]:
    return {path.name for path in (project.root.parent / "web" / "p").iterdir() if path.is_dir()}


def test_each_client_with_a_link_has_a_page_there_and_nothing_names_two_of_them(project: Project, said: Say) -> None:
    assert "no client has a link yet" in publish(said, code=1)
    said("clients", "link", "c1")
    said("clients", "link", "c2")
    web, tokens = project.root.parent / "web", tokens_of(project)
    told = publish(said, "--dry-run")
    assert f"c1 (p/{tokens['c1'][:4]}…): would be sent" in told
    assert not web.exists()

    told = publish(said)
    assert f"c2 (p/{tokens['c2'][:4]}…): sent" in told
    assert folders(project) == {*tokens.values()}
    page = (web / "p" / tokens["c1"] / "index.html").read_text(encoding="utf-8")
    assert 'name="robots" content="noindex' in page
    assert 'name="robots" content="noindex' in (web / "p" / "index.html").read_text(encoding="utf-8")
    assert not (web / "p" / tokens["c1"] / "feed.xml").exists()
    for path, content in contents(web).items():
        inside = [token for token in tokens.values() if token in path or token.encode() in content]
        assert len(inside) < 2, path
        assert not path.startswith(("published", "cache")), path
    receipt = json.loads((web / "p" / tokens["c1"] / "published.json").read_bytes())
    assert receipt["owner"] == owner_of(require_secret(project.root))

    when = touched(web)
    assert "c1" in publish(said)
    assert touched(web) == when


def test_one_client_is_sent_alone_and_one_without_a_link_is_told_how_to_get_one(project: Project, said: Say) -> None:
    said("clients", "link", "c1")
    told = said("publish", "../web", "--client", "c2", code=1)
    assert "c2 has no link that is valid" in told
    assert "`audiogen clients link c2` gives one" in told
    said("clients", "link", "c2")
    said("publish", "../web", "--client", "C2", "--no-look")
    assert folders(project) == {tokens_of(project)["c2"]}


@pytest.mark.parametrize(
    "command", [("revoke", "c1"), ("rotate", "c1"), ("expires", "c1", "2026-01-01"), ("forget", "c1", "--yes")]
)
def test_a_folder_whose_link_is_void_is_emptied_at_once(project: Project, said: Say, command: tuple[str, ...]) -> None:
    said("clients", "link", "c1")
    said("clients", "link", "c2")
    publish(said)
    former = tokens_of(project)
    said("clients", *command)
    web = project.root.parent / "web"
    (web / "p" / former["c1"] / unfinished_beside("episodes/a.mp3")).write_bytes(b"half of it")
    told = publish(said, "--dry-run")
    assert f"p/{former['c1'][:4]}…: would be taken away" in told
    assert folders(project) == {*former.values()}
    told = publish(said)
    assert f"p/{former['c1'][:4]}…: taken away" in told
    assert folders(project) == {*tokens_of(project).values()}
    assert former["c2"] in folders(project)
    assert (web / "p" / "index.html").is_file()


def test_a_folder_of_somebody_else_is_never_touched(project: Project, said: Say) -> None:
    said("clients", "link", "c1")
    others = project.root.parent / "web" / "p"
    (others / "theirs").mkdir(parents=True)
    (others / "theirs" / "published.json").write_text('{"format": 1, "owner": "another"}', encoding="utf-8")
    (others / "theirs" / "index.html").write_text("theirs", encoding="utf-8")
    (others / "notes").mkdir()
    (others / "notes" / "a.txt").write_text("theirs", encoding="utf-8")
    publish(said)
    said("clients", "revoke", "c1")
    publish(said)
    assert {*contents(others)} == {"index.html", "notes/a.txt", "theirs/index.html", "theirs/published.json"}


def test_a_linked_client_for_whom_nothing_is_built_here_keeps_what_is_there(project: Project, said: Say) -> None:
    said("clients", "link", "c1")
    said("clients", "link", "c2")
    publish(said)
    before = folders(project)
    shutil.rmtree(project.root / "private" / "c1")
    assert "Note: c1 has a link, and nothing is built here for it: run `audiogen build --client c1`" in publish(said)
    assert folders(project) == before
    assert "nothing is built for c1" in said("publish", "../web", "--client", "c1", code=1)


def test_settings_for_web_space_stand_once_above_all_clients(project: Project, said: Say) -> None:
    said("clients", "link", "c1")
    place = project.root.parent / "web" / "p" / ".htaccess"
    publish(said, "--htaccess")
    assert place.read_bytes() == htaccess(private=True)
    place.write_text("mine", encoding="utf-8")
    assert "it stays as it is" in publish(said, "--htaccess")
    publish(said)
    assert place.read_text(encoding="utf-8") == "mine"


def test_what_was_changed_after_the_build_is_sent_as_it_was_built_which_is_said(project: Project, said: Say) -> None:
    said("clients", "link", "c1")
    assert "as it was built" not in publish(said)
    replace_in(project.root / "clients.yaml", "vinegarden", "orchard")
    assert "`audiogen build --clients` would change c1/01-plain by now; what is sent is" in publish(said)
    replace_in(project.root / "clients.yaml", "name: Zebedee", "start: someday")
    assert "`audiogen check` says why" in publish(said)


def test_an_address_that_no_client_reaches_is_refused(project: Project, said: Say) -> None:
    said("clients", "link", "c1")
    replace_in(project.scripts / "show.yaml", BASE, f"{BASE}\nclients_url: http://192.168.1.5:8000")
    assert 'show.yaml:7:14: clients_url is "http://192.168.1.5:8000"' in publish(said, code=1)
    assert "holds what is private" in said("publish", "private/web", "--clients", code=1)


def test_what_a_host_says_of_an_error_is_told_without_the_token(project: Project, said: Say) -> None:
    said("clients", "link", "c1")
    token = tokens_of(project)["c1"]
    (project.root.parent / "web" / "p").mkdir(parents=True)
    (project.root.parent / "web" / "p" / token).write_text("in the way", encoding="utf-8")
    assert f"{token[:4]}…" in publish(said, code=1)


def test_where_clients_pages_go_is_remembered_beside_the_place_of_the_podcast(project: Project, said: Say) -> None:
    said("clients", "link", "c1")
    assert "publish_clients: ../web" in publish(said, "--remember")
    assert "publish_clients: ../web\n" in (project.scripts / "show.yaml").read_text(encoding="utf-8")
    assert "c1" in said("publish", "--clients", "--no-look")


def test_sessions_that_come_one_by_one_need_a_daily_run_which_is_said(project: Project, said: Say) -> None:
    said("clients", "link", "c1")
    assert "every day" not in publish(said)
    said("clients", "expires", "c1", "2126-01-01")
    assert "The next change is due on 2126-01-02" in publish(said)


def test_a_session_that_is_put_off_again_is_not_to_be_found_there_any_more(project: Project, said: Say) -> None:
    later = dt.datetime.now(tz=dt.UTC).date() + dt.timedelta(days=30)
    said("clients", "link", "c1")
    publish(said)
    folder = project.root.parent / "web" / "p" / tokens_of(project)["c1"]
    assert any("01-plain" in path for path in contents(folder))
    replace_in(project.root / "clients.yaml", "name: Zebedee", f"name: Zebedee\n  start: {later}\n  every: 1d")
    build_for(project, "c1")
    publish(said)
    assert [path for path in contents(folder) if "01-plain" in path] == []
    assert "index.html" in contents(folder)


def test_what_a_killed_upload_has_left_in_a_folder_goes_with_it(project: Project, said: Say) -> None:
    said("clients", "link", "c1")
    publish(said)
    folder = project.root.parent / "web" / "p" / tokens_of(project)["c1"]
    (folder / unfinished_beside("episodes/a.mp3")).write_bytes(b"Zebedee")
    said("clients", "revoke", "c1")
    publish(said)
    assert not folder.exists()


def test_emptying_a_folder_that_was_cut_off_goes_on(
    project: Project, said: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    said("clients", "link", "c1")
    publish(said)
    folder = project.root.parent / "web" / "p" / tokens_of(project)["c1"]
    said("clients", "revoke", "c1")
    delete, left = FolderDestination.delete, iter(range(3))

    def cut(there: FolderDestination, path: str) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt
        delete(there, path)

    with monkeypatch.context() as patch:
        patch.setattr(FolderDestination, "delete", cut)
        publish(said, code=130)
    assert "index.html" not in contents(folder)
    publish(said)
    assert not folder.exists()


def test_a_link_that_is_taken_back_while_another_upload_is_at_work_is_not_sent_after_it(
    project: Project, said: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    said("clients", "link", "c1")
    said("clients", "link", "c2")
    publish(said)
    former = tokens_of(project)

    def waited(lock: FileLock, waits: Callable[[], None]) -> bool:
        # what another one does meanwhile, for which this one waits
        if tokens_of(project) == former:
            waits()
            revoke_link(project.root, "c1")
        return True

    monkeypatch.setattr("audiogen.cache.turns._acquired", waited)
    assert "Another upload to ../web/p is at work" in publish(said)
    assert folders(project) == {former["c2"]}


def test_a_lost_lock_takes_nothing_away_there(project: Project, said: Say, capsys: pytest.CaptureFixture[str]) -> None:
    said("clients", "link", "c1")
    publish(said)
    there = folders(project)
    (project.root / "clients.lock.json").unlink()
    assert run(["publish", "../web", "--clients", "--no-look"]) == 1
    assert "clients.lock.json is missing" in capsys.readouterr().err
    assert folders(project) == there


def test_where_clients_look_is_looked_at_and_told_without_tokens(
    project: Project, said: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    said("clients", "link", "c1")
    seen = list[str]()

    def looked(at: LookedAt, *_: object) -> tuple[str, ...]:
        seen.append(at.url)
        return (f"{at.shown} is not as it should be",)

    monkeypatch.setattr("audiogen.upload.look.look_at_page", looked)
    monkeypatch.setattr("audiogen.upload.look.look_for_list", looked)
    token = tokens_of(project)["c1"]
    told = said("publish", "../web", "--clients")
    assert seen == [f"{BASE}/p/{token}/", f"{BASE}/p/"]
    assert f"Note: {BASE}/p/{token[:4]}…/ is not as it should be." in told


def test_the_log_of_a_bug_holds_no_token(project: Project, said: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    said("clients", "link", "c1")
    token = tokens_of(project)["c1"]

    def broken(folder: MaskedFolder, *_: object) -> None:
        raise RuntimeError(folder._folder)

    monkeypatch.setattr(MaskedFolder, "put", broken)
    log = Path(publish(said, code=3).strip().split("file: ")[1])
    text = log.read_text(encoding="utf-8")
    log.unlink()
    assert "RuntimeError" in text
    assert token not in text


def test_files_of_clients_are_signed_without_a_title_and_kept_in_each_clients_own_cache(
    project: Project, said: Say, tmp_path: Path
) -> None:
    said("clients", "link", "c1")
    certificate, key = written(tmp_path / "keys", *vouched())
    web, signed = project.root.parent / "web", ("--sign", str(certificate), "--key", str(key))
    publish(said, *signed)
    (folder,) = folders(project)
    _, (track,) = read_published(web / "p" / folder)
    found = verify_signed(web / "p" / folder / track.media[0].file)
    assert (found.signer, found.title) == (WHO, "")
    assert len([*(project.root / "private" / "c1" / "cache" / "signed").iterdir()]) == 1
    assert not (project.cache / "signed").exists()
    assert "nothing has changed" in publish(said, *signed)
