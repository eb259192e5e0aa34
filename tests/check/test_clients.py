"""What `audiogen check` says of clients: at its place, and without a value."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.clients import CLIENTS, OWN, PLAIN, clients_project
from support.projects import write_project

from audiogen.check.whole import check_whole
from audiogen.errors import Problem, ScriptError
from audiogen.project import Project
from audiogen.speech.engines.tone import ToneEngine


def warnings(project: Project) -> list[str]:
    return [_short(each, project) for each in check_whole(project, ()).warnings]


def problems(project: Project) -> list[str]:
    with pytest.raises(ScriptError) as caught:
        check_whole(project, ())
    return [_short(each, project) for each in caught.value.problems if each.rule in {"", "length", "placeholder"}]


def _short(problem: Problem, project: Project) -> str:
    return str(problem).replace(f"{project.root}/", "")


def test_clients_whose_sessions_are_right_are_silent(tmp_path: Path) -> None:
    project = clients_project(tmp_path)
    checked = check_whole(project, ())
    assert checked.warnings == ()
    assert [(each.edition.key) for each in checked.lengths] == ["01-plain", "01-plain-15s", "client/02-own"]


def test_what_nobody_says_is_told_with_whom_it_concerns(tmp_path: Path) -> None:
    project = clients_project(tmp_path, "- id: c1\n  place: a\n- id: c2\n- id: c3\n  name: Bo\n")
    found = [each for each in problems(project) if "warning" not in each]
    assert [each.partition(";")[0] for each in found] == ["scripts/02-own.yaml:5:10: nothing fills {name}"] * 2
    assert [each.partition("for the client ")[2][:2] for each in found] == ["c1", "c2"]


def test_a_session_that_does_not_exist_is_told_where_it_is_written(tmp_path: Path) -> None:
    project = clients_project(tmp_path, CLIENTS.replace("[2]", "[02-won, 0]"))
    assert [each for each in problems(project) if "warning" not in each] == [
        'clients.yaml:8:14: for c2: sessions: "02-won" is none of the sessions; did you mean 02-own?',
        'clients.yaml:8:22: for c2: sessions: "0" could be 01-plain or 02-own; write one of them',
    ]


def test_a_length_that_cannot_be_reached_is_told_where_it_is_written(tmp_path: Path) -> None:
    project = clients_project(tmp_path, "- id: c1\n  sessions: 1\n  length: 20m\n", s01_plain=PLAIN)
    (message,) = problems(project)
    assert message.startswith("clients.yaml:3:11: for c1: length: in 01-plain: ")


def test_a_session_of_which_nothing_is_left_for_a_client_is_told_with_whom_it_concerns(tmp_path: Path) -> None:
    steps = "steps:\n  - say: Hello.\n    only: clients with practice\n"
    script = f"title: A\nsummary: B\nfor: clients\n{steps}"
    client = "- id: {id}\n  sessions: 1\n"
    clients = client.format(id="c1") + client.format(id="c2") + "  practice: Monday\n"
    (message,) = problems(clients_project(tmp_path, clients, s01_a=script))
    assert message == (
        "scripts/01-a.yaml:4:1: for c1: steps: no step is left of this session; write `only` on fewer steps"
    )


def test_a_variable_that_no_script_has_is_asked_about(tmp_path: Path) -> None:
    project = clients_project(tmp_path, "- id: c1\n  name: Bo\n  Länge: 10m\n  plaice: x\n  fond: y\n")
    assert warnings(project) == [
        (
            'clients.yaml:3:10: warning: "Länge": no script has the variable {Länge}; did you mean length? As it is, '
            "the client gets every length"
        ),
        'clients.yaml:4:11: warning: "plaice": no script has the variable {plaice}; did you mean place?',
        (
            'clients.yaml:5:9: warning: "fond": no script has the variable {fond}; write {fond} where it is to be '
            "said, or take it out"
        ),
    ]


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("session", "sessions"),
        ("sesions", "sessions"),
        ("sitzungen", "sessions"),
        ("lenght", "length"),
        ("dauer", "length"),
    ],
)
@pytest.mark.parametrize("names", [(), ("1",)])
def test_a_mistyped_key_is_asked_about_also_where_one_session_is_checked(
    tmp_path: Path, key: str, meant: str, names: tuple[str, ...]
) -> None:
    project = clients_project(tmp_path, f"- id: c1\n  name: Bo\n  {key}: 2\n")
    (message,) = map(str, check_whole(project, names).warnings)
    assert f"did you mean {meant}? As it is, the client gets every {meant.removesuffix('s')}" in message


def test_a_variable_of_another_session_is_one_also_where_one_session_is_checked(tmp_path: Path) -> None:
    project = clients_project(tmp_path, "- id: c1\n  name: Bo\n  practice: x\n  fond: y\n")
    assert ["fond" in str(each) for each in check_whole(project, ("1",)).warnings] == [True]


def test_a_variable_that_a_script_with_a_mistake_may_ask_for_is_left_alone_and_a_mistyped_key_is_not(
    tmp_path: Path,
) -> None:
    clients = "- id: c1\n  name: Bo\n  fond: y\n  sesions: 1\n"
    project = clients_project(tmp_path, clients, s01_plain=PLAIN, s02_own=OWN.replace("steps:", "stepps:"))
    (message,) = map(str, check_whole(project, ("1",)).warnings)
    assert "sesions" in message


def test_a_message_that_leaves_no_room_for_the_button_is_asked_about(tmp_path: Path) -> None:
    (message,) = warnings(clients_project(tmp_path, f"- id: c1\n  name: Bo\n  message: {'word ' * 50}\n"))
    assert message.startswith("clients.yaml:3:12: warning: message: it has 249 letters, and pushes the button off")


@pytest.mark.parametrize(("client", "name"), [("Bo", "Bo"), ("anna-berg", "[Anna](AN-uh) Berg")])
def test_a_name_as_an_id_is_asked_about(tmp_path: Path, client: str, name: str) -> None:
    (message,) = warnings(clients_project(tmp_path, f'- id: {client}\n  name: "{name}"\n'))
    assert message.startswith("clients.yaml:1:7: warning: id: it is said to the client, too")


def test_a_session_for_clients_that_nobody_gets_is_asked_about(tmp_path: Path) -> None:
    project = clients_project(tmp_path, "- id: c1\n  sessions: 1\n")
    assert [each.split("; ")[0] for each in warnings(project)] == [
        "scripts/02-own.yaml:1:1: warning: no client gets this session, so that it is never built"
    ]
    (tmp_path / "clients.yaml").unlink()
    assert len(warnings(project)) == 1


def test_a_word_that_a_voice_does_not_know_is_counted_and_not_quoted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(_self: ToneEngine, speech: object, _language: str) -> tuple[str, ...]:
        return tuple(word for word in ("Zebedee", "Quibble") if word in str(speech))

    monkeypatch.setattr(ToneEngine, "unknown_words", unknown)
    script = OWN.replace("This is said", "Quibble is said")
    project = clients_project(tmp_path, "- id: c1\n  name: Dear Zebedee\n", s02_own=script)
    found = warnings(project)
    assert [each.split(";")[0] for each in found] == [
        "clients.yaml:2:9: warning: for c1: name: the voice tone can only guess how word 2 of this value sounds",
        'scripts/02-own.yaml:5:27: warning: the voice tone can only guess how "Quibble" sounds',
    ]
    assert "Zebedee" not in "".join(found)


def test_mistakes_in_scripts_and_in_the_file_of_clients_are_told_together(tmp_path: Path) -> None:
    project = clients_project(tmp_path, "- id: c1\n  length: x\n", s01_plain=PLAIN.replace("title: Plain\n", ""))
    assert len(problems(project)) == 2


def test_without_clients_all_is_as_it_was(tmp_path: Path) -> None:
    project = write_project(tmp_path)
    assert check_whole(project, ()).warnings == ()


@pytest.mark.parametrize(
    ("length", "advice"), [("20m", "lower the client's `length` to"), ("7", "for minutes write `length: 7m`")]
)
def test_what_to_change_about_a_clients_own_length_is_the_clients(tmp_path: Path, length: str, advice: str) -> None:
    long = PLAIN.replace("1s to 30s", "5m to 6m").replace("20s", "6m").replace("[15s]", "[330s]")
    (message,) = problems(clients_project(tmp_path, f"- id: c1\n  length: {length}\n", s01_plain=long))
    assert advice in message
    assert "target" not in message


def test_a_chapter_of_which_a_client_gets_the_title_alone_is_told_with_whom_it_concerns(tmp_path: Path) -> None:
    script = (
        "title: A\nsummary: B\nsteps:\n  - say: Hello.\n  - chapter: Practice\n"
        "  - say: Rest.\n    only: clients with practice\n  - chapter: End\n  - say: Goodbye.\n"
    )
    clients = "- id: c1\n- id: c2\n  practice: x\n"
    found = warnings(clients_project(tmp_path, clients, s01_a=script))
    assert [each for each in found if "chapter" in each] == [
        "scripts/01-a.yaml:5:1: warning: for c1: nothing is left of this chapter; write the same `only` below it"
    ]
