"""The commands around clients' links: what they print, where the link stands, and where it never does."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from support.clients import SHOW, clients_project, holding

from audiogen.cli import main
from audiogen.cli.main import run
from audiogen.cli.screen import links as screen
from audiogen.clients.lock import read_clients_lock
from audiogen.project import Project
from audiogen.publish import address

ADDRESS = re.compile(r"https://example\.com/clients/p/([A-Za-z0-9_-]{22})/")
PUBLIC = "clients_url: https://example.com/clients/\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A show for two clients, for the first of whom something is built."""
    made = clients_project(tmp_path)
    (tmp_path / "scripts/show.yaml").write_text(SHOW + PUBLIC, encoding="utf-8")
    (tmp_path / "private/c1").mkdir(parents=True)
    (tmp_path / "private/c1/show.json").write_text("{}", encoding="utf-8")
    monkeypatch.setenv("AUDIOGEN_CACHE", str(made.cache))
    monkeypatch.chdir(tmp_path)
    return made


def told(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> tuple[str, str]:
    assert run(["clients", *arguments]) == code
    shown = capsys.readouterr()
    return shown.out, shown.err


def token_in(text: str) -> str:
    found = ADDRESS.search(text)
    assert found, text
    return found[1]


def test_the_address_alone_is_the_answer_and_what_it_is_stands_beside_it(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    out, err = told(capsys, "link", "C1")
    assert ADDRESS.fullmatch(out.strip())
    assert "give it to nobody else" in err
    assert "`audiogen clients revoke c1` takes it back" in err
    assert "audiogen publish --clients" in err
    assert "Nothing is built" not in err
    assert told(capsys, "link", "c1")[0] == out
    assert read_clients_lock(project.root)["c1"].linked


def test_of_a_client_for_whom_nothing_is_built_that_is_said(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert project.root.is_dir()
    assert "`audiogen build --client c2` makes the page" in told(capsys, "link", "c2")[1]


def test_a_feed_comes_with_what_its_apps_learn(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    page, _ = told(capsys, "link", "c1")
    feed, err = told(capsys, "link", "c1", "--feed")
    assert feed == f"{page.strip()}feed.xml\n"
    assert "servers of their own" in err
    assert "titles of the sessions" in err
    assert "health" in err
    assert read_clients_lock(project.root)["c1"].feed
    told(capsys, "link", "c1", "--no-feed")
    assert not read_clients_lock(project.root)["c1"].feed


def test_another_link_is_printed_and_the_former_one_is_void(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    told(capsys, "link", "c1", "--feed", "--qr", "private/sheets/c1.svg")
    first = token_in(told(capsys, "link", "c1")[0])
    out, err = told(capsys, "rotate", "c1")
    assert token_in(out) != first
    assert "former address leads to nothing any more" in err
    assert "clients link c1 --feed" in err
    assert str(Path("private/sheets/c1.svg")) in err
    assert read_clients_lock(project.root)["c1"].generation == 2


def test_taking_back_says_what_stays(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, "link", "c1")
    out, err = told(capsys, "revoke", "C1")
    assert "The link of c1 leads to nothing any more" in out
    assert "saved on a phone" in err
    assert "there is nothing to take back" in told(capsys, "revoke", "c1")[0]
    assert "c1 has no link" in told(capsys, "rotate", "c1", code=1)[1]
    assert not read_clients_lock(project.root)["c1"].linked


def test_the_last_day_is_said_and_one_that_is_over_too(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    out, err = told(capsys, "expires", "c1", "2099-12-31")
    assert out == "The link of c1 works until 2099-12-31, that day included.\n"
    assert "has no link yet" in err
    assert "leads to nothing now" in told(capsys, "expires", "c1", "2020-01-01")[0]
    assert "leads to nothing now" in told(capsys, "link", "c1")[1]
    assert "works until it is taken back" in told(capsys, "expires", "c1", "never")[0]
    assert "write 2026-12-31" in told(capsys, "expires", "c1", "31.12.2026", code=1)[1]
    assert read_clients_lock(project.root)["c1"].expiry is None


def test_without_an_address_on_the_web_it_is_that_of_serve(
    project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (project.root / "scripts/show.yaml").write_text(SHOW, encoding="utf-8")
    monkeypatch.setattr(address, "lan_address", lambda: "192.168.1.5")
    out, err = told(capsys, "link", "c1")
    assert out.startswith("http://192.168.1.5:8000/p/")
    assert "while `audiogen serve --clients` runs here" in err
    assert "clients_url" in err


@pytest.mark.parametrize(
    ("url", "remark"),
    [("https://box.local/c", "in your own network alone"), ("http://example.com", "whoever carries it can read it")],
)
def test_an_address_that_does_not_do_for_everybody_is_told(
    project: Project, capsys: pytest.CaptureFixture[str], url: str, remark: str
) -> None:
    (project.root / "scripts/show.yaml").write_text(f"{SHOW}base_url: {url}\n", encoding="utf-8")
    out, err = told(capsys, "link", "c1")
    assert out.startswith(f"{url}/p/")
    assert remark in err


def test_a_link_is_written_into_files_that_are_asked_for(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    files = ("--qr", "private/sheets/c1.png", "--sheet", "private/sheets/c1.html")
    token = token_in(told(capsys, "link", "c1", *files)[0])
    assert (project.root / "private/sheets/c1.png").read_bytes().startswith(b"\x89PNG")
    assert token in (project.root / "private/sheets/c1.html").read_text(encoding="utf-8")
    assert "is there already" in told(capsys, "link", "c1", *files, code=1)[1]
    told(capsys, "link", "c1", *files, "--force")
    assert "does not find it there" in told(capsys, "link", "c1", "--qr", "elsewhere.svg")[1]
    assert "which is published" in told(capsys, "link", "c1", "--qr", "dist/c1.svg", code=1)[1]


def test_a_file_that_cannot_be_written_gives_nobody_a_link(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    told(capsys, "link", "c1", "--sheet", "c1.pdf", code=1)
    assert not read_clients_lock(project.root)
    assert not (project.root / "private/secret").exists()


def test_the_link_stands_nowhere_but_in_what_was_asked_for(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    token = token_in(told(capsys, "link", "c1", "--sheet", "c1.html")[0])
    assert holding(project.root, token) == {"c1.html"}
    assert token not in "".join(told(capsys, "list"))
    assert token not in "".join(told(capsys, "revoke", "c1"))


def test_how_it_stands_about_links_is_listed_without_any(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert project.root.is_dir()
    told(capsys, "link", "c1", "--feed")
    told(capsys, "expires", "c1", "2099-12-31")
    assert "yes, feed, until 2099-12-31" in told(capsys, "list")[0]
    one, other = json.loads(told(capsys, "list", "--json")[0])
    assert (one["linked"], one["feed"], one["expiry"]) == (True, True, "2099-12-31")
    assert (other["linked"], other["feed"], other["expiry"]) == (False, False, None)


def test_the_log_of_a_bug_holds_no_link(
    project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    token = token_in(told(capsys, "link", "c1")[0])
    logs = tmp_path / "logs"
    logs.mkdir()
    monkeypatch.setenv("TMPDIR", str(logs))
    monkeypatch.setattr("tempfile.tempdir", None)

    def broken(link: object, address: str, *_: object, **__: object) -> None:
        raise RuntimeError(address, link)

    monkeypatch.setattr(screen, "show_link", broken)
    out, err = told(capsys, "link", "c1", code=3)
    assert project.root.is_dir()
    (log,) = logs.iterdir()
    assert "RuntimeError" in log.read_text(encoding="utf-8")
    assert token not in log.read_text(encoding="utf-8") + out + err


def test_commands_at_once_lose_nothing_of_each_other(project: Project) -> None:
    ids = [f"n{number}" for number in range(6)]
    with (project.root / "clients.yaml").open("a", encoding="utf-8") as file:
        file.writelines(f"- id: {each}\n" for each in ids)
    commands = [["link", each] for each in ids] + [["expires", each, "2099-12-31"] for each in ids]
    with ThreadPoolExecutor(4) as pool:
        codes = list(pool.map(lambda command: main.run(["clients", *command]), commands))
    assert codes == [0] * len(commands)
    lock = read_clients_lock(project.root)
    assert all(lock[each].linked and lock[each].expiry for each in ids)


def test_forgetting_takes_the_link_away(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, "link", "c1", "--sheet", "private/sheets/c1.html")
    out, err = told(capsys, "forget", "c1", "--yes")
    assert "a link to the client's page" in out
    assert "on a web host the page goes with the next `audiogen publish --clients`" in out + err
    assert not (project.root / "private/sheets").exists()
