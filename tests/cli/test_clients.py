"""The commands around clients: what they change, what they ask, and what they say."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.clients import clients_project, holding
from support.projects import warm

from audiogen.cli.main import run
from audiogen.clients import adding, overview
from audiogen.clients.roster import load_roster
from audiogen.project import Project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A show for two clients, that nobody has built yet."""
    made = clients_project(tmp_path)
    warm(made)
    monkeypatch.setenv("AUDIOGEN_CACHE", str(made.cache))
    monkeypatch.chdir(tmp_path)
    return made


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert run([*arguments]) == code
    shown = capsys.readouterr()
    return shown.out + shown.err


def test_building_says_where_each_clients_page_is(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    shown = said(capsys, "build", "--clients")
    assert str(Path("private/c1/index.html")) in shown
    assert "2 clients" in shown
    assert "zebedee" not in shown.casefold()
    assert not list(project.dist.glob("*.html"))


def test_one_client_is_built_by_the_id_and_an_unknown_one_is_told(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "did you mean c1" in said(capsys, "build", "--client", "c11", code=1)
    assert "1 client;" in said(capsys, "build", "1", "--client", "c1")
    assert not (project.root / "private/c2").exists()


def test_clients_are_listed_with_what_is_built(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "build", "--client", "c2")
    shown = said(capsys, "clients")
    assert "Siobhan" in shown
    assert "not yet" in shown
    assert "1 track" in shown


def test_programs_get_no_names(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    listed = json.loads(said(capsys, "clients", "list", "--json"))
    assert [each["id"] for each in listed] == ["c1", "c2"]
    assert listed[1]["sessions"] == ["2"]
    assert "name" not in listed[0]


def test_a_client_is_added_and_what_comes_next_is_said(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    before = (project.root / "clients.yaml").read_text(encoding="utf-8")
    options = ("--name", "Bo", "--session", "1", "--length", "17s", "--set", "place=it", "--message", "Later.")
    assert "audiogen build --client c3" in said(capsys, "clients", "add", "c3", *options)
    after = (project.root / "clients.yaml").read_text(encoding="utf-8")
    assert after == before + "- id: c3\n  name: Bo\n  place: it\n  sessions: [1]\n  length: 17s\n  message: Later.\n"


def test_sessions_that_come_one_by_one_are_added_and_listed_so(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "clients", "add", "c3", "--name", "Bo", "--start", "2026-11-02", "--every", "1w")
    assert (project.root / "clients.yaml").read_text(encoding="utf-8").endswith("  start: 2026-11-02\n  every: 1w\n")
    assert "2026-11-02, every 7 days" in said(capsys, "clients")
    assert json.loads(said(capsys, "clients", "list", "--json"))[2]["every_days"] == 7
    assert "from which day on?" in said(capsys, "clients", "add", "c4", "--name", "Bo", "--every", "1d", code=1)
    assert "write 1d" in said(
        capsys, "clients", "add", "c4", "--name", "Bo", "--start", "2026-11-02", "--every", "daily", code=1
    )


def test_clients_that_are_added_at_once_are_all_there(project: Project) -> None:
    ids = [f"n{number}" for number in range(3)]
    commands = [
        subprocess.Popen([sys.executable, "-m", "audiogen", "clients", "add", each, "--name", "Bo"]) for each in ids
    ]
    assert [command.wait() for command in commands] == [0] * 3
    roster = load_roster(project.root)
    assert roster
    assert set(roster.ids) == {"c1", "c2", *ids}


@pytest.mark.parametrize(("answer", "code"), [("n\n", 1), ("\n", 1), ("", 130)])
def test_forgetting_asks_first(
    project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    assert "an entry in clients.yaml" in said(capsys, "clients", "forget", "c1", code=code)
    assert holding(project.root, "zebedee") == {"clients.yaml"}


def test_what_is_left_of_an_entry_that_was_taken_out_by_hand_is_pointed_at(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "build", "--clients")
    (project.root / "clients.yaml").write_text("- id: c2\n  name: Bo\n", encoding="utf-8")
    assert "There is no entry for c1 any more" in said(capsys, "check")
    assert "There is no entry for c1 any more" in said(capsys, "build", "--clients")
    said(capsys, "clients", "forget", "c1", "--yes")
    assert "no entry for" not in said(capsys, "check")


def test_forgetting_says_what_it_erased_and_what_it_cannot(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "build", "--client", "c1")
    shown = said(capsys, "clients", "forget", "c1", "--yes")
    assert "Erased: the entry in clients.yaml." in shown
    assert "Copies elsewhere are not" in shown
    assert holding(project.root, "zebedee", "vinegarden") == set()
    assert "there is no client" in said(capsys, "clients", "forget", "c1", "--yes", code=1)


def test_nobody_is_said_to_be_unknown_while_the_file_cannot_be_read(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    (project.root / "clients.yaml").write_text("clients:\n- id: c1\n  name: Zebedee\n", encoding="utf-8")
    shown = said(capsys, "clients", "forget", "c1", "--yes", code=1)
    assert "clients.yaml may still hold an entry" in shown
    assert "Zebedee" not in shown


def test_where_there_is_no_project_the_way_to_one_is_told(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("empty"))
    assert "scripts does not exist" in said(capsys, "clients", "add", "c1", code=1)
    assert not Path("clients.yaml").exists()


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_git_is_not_to_take_clients_along(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    subprocess.run(["git", "init", "-q"], cwd=project.root, check=True)
    assert "git would take along" in said(capsys, "clients", "add", "c3", "--name", "Bo")
    (project.root / ".gitignore").write_text("private/\nclients.*\n", encoding="utf-8")
    assert "git would" not in said(capsys, "clients", "add", "c4", "--name", "Bo")
    subprocess.run(["git", "add", "-f", "clients.yaml"], cwd=project.root, check=True)
    assert "git keeps what is known of your clients" in said(capsys, "check")


@pytest.mark.parametrize(
    ("folder", "arguments"),
    [
        ("", ("verify", "--dist", "private/c1")),
        ("", ("verify", "--dist=private/c1")),
        ("private/c1", ("verify", "--dist", ".")),
    ],
)
def test_the_log_of_a_bug_holds_nothing_of_what_was_made_for_a_client(
    project: Project,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    folder: str,
    arguments: tuple[str, ...],
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("Quib" + "ble")

    (project.root / "private/c1").mkdir(parents=True)
    monkeypatch.chdir(project.root / folder)
    monkeypatch.setattr("audiogen.cli.verify.finished_at", broken)
    log = Path(said(capsys, *arguments, code=3).strip().split("file: ")[1])
    text = log.read_text(encoding="utf-8")
    log.unlink()
    assert "RuntimeError" in text
    assert "Quibble" not in text


@pytest.mark.parametrize("arguments", [("clients", "add", "c9", "--name", "Quibble"), ("clients", "list")])
def test_the_log_of_a_bug_holds_nothing_of_a_client(
    project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("Quib" + "ble")

    monkeypatch.setattr(adding, "roster_file", broken)
    monkeypatch.setattr(overview, "load_roster", broken)
    log = Path(said(capsys, *arguments, code=3).strip().split("file: ")[1])
    text = log.read_text(encoding="utf-8")
    log.unlink()
    assert "RuntimeError" in text
    assert "'clients'" in text
    assert "Quibble" not in text


@pytest.mark.parametrize("command", [("clients",), ("clients", "forget", "c2"), ("build", "--clients")])
@pytest.mark.parametrize(("folder", "way"), [("..", "cd show"), ("scripts", "cd .."), ("private", "cd ..")])
def test_beside_the_project_every_command_names_the_way_to_it(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    folder: str,
    way: str,
) -> None:
    clients_project(tmp_path / "show")
    (tmp_path / "show/private").mkdir()
    monkeypatch.chdir(tmp_path / "show" / folder)
    shown = said(capsys, *command, code=1)
    assert way in shown
    assert "no clients" not in shown


def test_nobody_is_to_be_forgotten_while_a_list_is_not_read(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "build", "--client", "c2")
    (project.root / "clients.yaml").rename(project.root / "clients.yml")
    shown = said(capsys, "clients")
    assert "clients.yml is not read; call it clients.yaml" in shown
    assert "forget" not in shown


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--name", ""), "--name: there are no words in it"),
        ((), "nothing fills {name}"),
        (("--name", "Bo", "--session", "warmstone"), "is none of the sessions"),
        (("--name", "Bo", "--length", "1"), "length: in 01-plain"),
    ],
)
def test_what_cannot_be_made_is_not_added(
    project: Project, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], told: str
) -> None:
    before = (project.root / "clients.yaml").read_bytes()
    assert told in said(capsys, "clients", "add", "c3", *options, code=1)
    assert (project.root / "clients.yaml").read_bytes() == before


def test_an_id_that_is_the_name_is_asked_about_at_once(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert "write one that tells nobody who it is, like c1" in said(
        capsys, "clients", "add", "bo", "--name", "Bo", "--session", "1"
    )


def test_what_is_to_be_sent_is_said_and_that_nobody_gets_the_phrases(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = said(capsys, "build", "--client", "c2")
    (media,) = (project.root / "private/c2/episodes").glob("*-????????.mp3")
    assert f"c2: {Path('private/c2/episodes') / media.name}" in shown
    assert "never cache/" in shown
    readme = (project.root / "private/c2/cache/README.txt").read_text(encoding="utf-8")
    assert "audiogen clients forget c2" in readme
    assert "audiogen cache" not in readme


def test_finished_tracks_of_clients_are_listened_to_by_their_ids(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "audiogen build --clients" in said(capsys, "verify", "--clients", code=1)
    said(capsys, "build", "--client", "c2")
    listened = said(capsys, "verify", "--client", "C2", "--json", "-")
    assert "02-own" in listened
    assert "01-plain" not in listened
    assert "did you mean c2" in said(capsys, "verify", "--client", "c22", code=1)


def test_a_session_for_clients_alone_ends_without_a_table_of_nothing(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = said(capsys, "build", "2")
    assert "for clients alone: 02-own" in shown
    assert "Episode" not in shown
    assert "The podcast is in" not in shown


def test_who_does_not_get_a_session_is_told(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    shown = said(capsys, "build", "1", "--client", "c2")
    assert "c2 does not get 01-plain, but 02-own" in shown
    assert "none of these" in shown


@pytest.mark.parametrize("options", [("c1",), ("--clients", "c1")])
def test_an_id_in_place_of_a_session_is_understood(
    project: Project, capsys: pytest.CaptureFixture[str], options: tuple[str, ...]
) -> None:
    assert "Write --client c1." in said(capsys, "build", *options, code=1)


@pytest.mark.parametrize("command", [("clients", "delete", "c1"), ("clients", "remove", "c1"), ("forget", "c1")])
def test_other_words_for_forgetting_name_the_command(
    project: Project, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    assert "`audiogen clients forget c1`" in said(capsys, *command, code=1)
    assert holding(project.root, "zebedee") == {"clients.yaml"}


@pytest.mark.parametrize(("answer", "code"), [("ja\n", 0), ("SÍ\n", 0), ("maybe\noui\n", 0), ("nein\n", 1)])
def test_a_yes_is_understood_in_other_tongues_and_nothing_else_is_taken_for_one(
    project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    shown = said(capsys, "clients", "forget", "c1", code=code)
    assert (holding(project.root, "zebedee") == set()) == (code == 0)
    assert ("Write y or n." in shown) == ("maybe" in answer)
