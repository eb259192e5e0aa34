"""Reading clients.yaml and clients.csv: what they may hold, and what is said of every mistake at its place."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from audiogen.clients.client import Client
from audiogen.clients.roster import CSV_FILE, YAML_FILE, load_roster, require_roster, unread_lists
from audiogen.errors import AudiogenError, ScriptError

WHOLE = """\
# mine
- id: c1
  name: "[Siobhan](shi-VAWN)"
  sessions: [04-plain, 2]
  length: 10m
  start: 2026-11-02
  practice: slow breathing
  age: 007
  since: 2020-01-01
- {id: c2, name: Zebedee, sessions: 3; 4 5}
"""


def clients(root: Path, text: str | bytes, name: str = YAML_FILE) -> tuple[Client, ...]:
    (root / name).write_bytes(text.encode() if isinstance(text, str) else text)
    roster = load_roster(root)
    assert roster
    return roster.clients


def told(root: Path, text: str | bytes, name: str = YAML_FILE) -> list[str]:
    with pytest.raises(ScriptError) as caught:
        clients(root, text, name)
    return [f"{each.line}:{each.column} {each.message}" for each in caught.value.problems]


def test_a_client_has_sessions_a_length_a_start_and_variables(tmp_path: Path) -> None:
    first, second = clients(tmp_path, WHOLE)
    assert (first.id, first.length_s, first.start) == ("c1", 600, dt.date(2026, 11, 2))
    assert [each.value for each in first.sessions] == ["04-plain", "2"]
    assert [each.value for each in second.sessions] == ["3", "4", "5"]
    assert second.length_s is None


def test_a_year_in_which_nobody_begins_is_told(tmp_path: Path) -> None:
    for year in ("9999", "0206"):
        assert told(tmp_path, f"- id: c1\n  start: {year}-12-31\n") == [
            f'2:10 start: no client begins in the year of "{year}-12-31"; look at its four figures, as in 2026-11-02'
        ]


def test_sessions_may_come_apart_from_a_day_on(tmp_path: Path) -> None:
    text = "- {id: c1, start: 2026-11-02, every: 1w}\n- {id: c2, start: 2026-11-02, every: 2d}\n- id: c3\n"
    assert [each.every_days for each in clients(tmp_path, text)] == [7, 2, None]
    (tmp_path / YAML_FILE).unlink()
    (client,) = clients(tmp_path, "Id;Start;Every\nc1;02.11.2026;1d\n", CSV_FILE)
    assert (client.every_days, client.values) == (1, {})


def test_what_comes_apart_needs_a_first_day(tmp_path: Path) -> None:
    told_of = "every: from which day on? Write that, too, like start: 2026-11-02"
    assert told(tmp_path, "- id: c1\n  every: 1d\n") == [f"2:10 {told_of}"]
    (tmp_path / YAML_FILE).unlink()
    assert told(tmp_path, "id;start;every\nc1;;1d\nc2;2026-11-02;Zebedee\n", CSV_FILE) == [
        f"2:1 {told_of}",
        "3:1 every: this cell holds no interval, which is written like 1d; look whether it is in the right column",
    ]


def test_a_word_for_how_far_apart_is_answered_with_how_it_is_written(tmp_path: Path) -> None:
    text = "- id: c1\n  start: 2026-11-02\n  every: weekly\n"
    assert told(tmp_path, text) == ['3:10 every: "weekly" is not how that is written; write 1w']


def test_a_message_is_never_cut_at_a_sign_of_yaml(tmp_path: Path) -> None:
    (fault,) = told(tmp_path, "- id: c1\n  message: Bring key #2\n")
    assert fault.startswith("2:12 message: everything after # is left out by YAML")


@pytest.mark.parametrize(
    ("below", "fault"),
    [
        (f"  message: Persimmon{'n' * 1000}", '2:12 "…" has no space in more than 1000 letters; divide or remove it'),
        (
            "  message: Hello\n Persimmon: at ten",
            '3:2 the key "…" does not stand under those above; begin it in the same column as they do',
        ),
        (
            "  message: Hello\n name: Anna",
            '3:2 the key "name" does not stand under those above; begin it in the same column as they do',
        ),
        (
            "  message: !Persimmon",
            '2:12 YAML takes "!…" for the name of a type, which is not used here; put text in "quotes"',
        ),
    ],
)
def test_what_is_written_to_a_client_is_quoted_in_no_message(tmp_path: Path, below: str, fault: str) -> None:
    assert fault in told(tmp_path, f"- id: c1\n{below}\n")


def test_a_message_is_shown_as_it_stands_and_is_no_variable(tmp_path: Path) -> None:
    (client,) = clients(tmp_path, "- id: c1\n  message: |\n    Before the call,\n    if it suits.\n")
    assert (client.message, client.values) == ("Before the call, if it suits.", {})
    (tmp_path / YAML_FILE).unlink()
    (client,) = clients(tmp_path, 'id;Message\nc1;"Before; ""or"" after"\n', CSV_FILE)
    assert client.message == 'Before; "or" after'


@pytest.mark.parametrize("text", ["Hello {name}", "For [Zebedee](ZEB)"])
def test_what_only_a_voice_understands_does_not_stand_in_a_message(tmp_path: Path, text: str) -> None:
    told_of = "2:12 message: it is shown as it stands, and never spoken: write it without braces, and without how a"
    assert told(tmp_path, f'- id: c1\n  message: "{text}"\n') == [f"{told_of} word sounds"]


def test_numbers_and_dates_in_values_are_the_text_that_they_are(tmp_path: Path) -> None:
    values = clients(tmp_path, WHOLE)[0].values
    assert values == {
        "name": "[Siobhan](shi-VAWN)",
        "practice": "slow breathing",
        "age": "007",
        "since": "2020-01-01",
    }


def test_a_mistyped_key_with_a_list_is_asked_about(tmp_path: Path) -> None:
    assert told(tmp_path, "- id: c1\n  sesions: [1, 2]\n") == ['2:3 "sesions": did you mean sessions?']


def test_nothing_that_a_client_shows_of_itself_holds_a_value(tmp_path: Path) -> None:
    shown = repr(clients(tmp_path, WHOLE))
    assert "c1" in shown
    assert "Siobhan" not in shown
    assert "slow" not in shown


@pytest.mark.parametrize("text", ["", "\n# nobody yet\n", "---\n# nobody\n", "[]\n"])
def test_a_file_without_clients_is_no_mistake(tmp_path: Path, text: str) -> None:
    assert clients(tmp_path, text) == ()


def test_all_mistakes_are_told_at_their_places_at_once(tmp_path: Path) -> None:
    text = """\
- id: c1
  name: Anna
- id: C1
  Name: x
  length: soon
  start: 3/4/2026
  fond: "*bold Anna"
- id: con
- {id: a_b, na me: x}
- name: Bo
- id: c9
  practice:
  name: "{x}"
"""
    assert told(tmp_path, text) == [
        '3:7 id: "C1" is the id of another client, on line 1; capitals do not count',
        '4:3 "Name" is written in small letters: name',
        '5:11 length: "soon" is not a length of time; write 4s, 1m30s or 1:30',
        '6:10 start: "3/4/2026" is not a date; write year-month-day, like 2026-11-02',
        '7:9 fond: "…" is an emphasis with no end on its line; write *word*, or \\* for a star itself',
        '8:7 id: "con" is the name of a device on Windows, where no folder can be called so; write another, like c1',
        "9:8 id: an id names a folder; write letters, digits and single hyphens, like c1 or k-27",
        '9:13 "na me" cannot stand in braces in a script; write letters, digits and _, like na_me',
        '10:3 "id" is missing; add one that is no name, like "id: c1"',
        "12:12 practice: no value; write one after the colon, or remove the line",
        "13:9 name: a value holds no braces: nothing in it is filled",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("clients:\n  - id: c1\n", '1:1 leave "clients:" out: the file is the list itself, each client with a dash'),
        (
            "c1:\n  name: Anna\n",
            '1:1 each client begins with a dash and its id: "- id: c1", and below it "  name: Anna"',
        ),
        ("- c1\n", '1:3 a client is an id and what belongs to it; write "- id: c1", and below it "  name: Anna"'),
    ],
)
def test_what_is_no_list_of_clients_is_told_with_what_to_write(tmp_path: Path, text: str, message: str) -> None:
    assert told(tmp_path, text) == [message]


TABLE = "id;Name;Sessions;LENGTH;Start;practice\nc1;Zoë;01-a 2;10m;02.11.2026;slow\n;;;;;\n\nc2;Bo;;;;\n"


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_table_is_read_as_spreadsheets_save_it(tmp_path: Path, separator: str, encoding: str, newline: str) -> None:
    data = TABLE.replace(";", separator).replace("\n", newline).encode(encoding)
    first, second = clients(tmp_path, data, CSV_FILE)
    assert (first.id, first.length_s, first.start) == ("c1", 600, dt.date(2026, 11, 2))
    assert first.values == {"name": "Zoë", "practice": "slow"}
    assert [each.value for each in first.sessions] == ["01-a", "2"]
    assert (second.id, second.place.line, second.values) == ("c2", 5, {"name": "Bo"})


def test_excels_line_about_the_separator_is_none_of_the_clients(tmp_path: Path) -> None:
    (first,) = clients(tmp_path, "sep=;\r\nid;name\r\nc1;Bo\r\n", CSV_FILE)
    assert first.values == {"name": "Bo"}


def test_quoted_cells_hold_separators_quotes_and_lines(tmp_path: Path) -> None:
    first, second = clients(tmp_path, 'id,name\nc1,"Bo, or ""Bobo"""\n"c2","two\nlines"\n', CSV_FILE)
    assert first.values == {"name": 'Bo, or "Bobo"'}
    assert (second.values, second.place.line) == ({"name": "two\nlines"}, 3)


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (
            "id;name\nc1;Bo;x\n",
            [
                '2:1 this line has more cells than the first one; a value that holds a semicolon stands in "quotes"',
            ],
        ),
        ("id;name;\nc1;Bo;x\n", ["1:1 column 3 has values, but no key in this line; write what it holds, like name"]),
        ("id;name;Name\nc1;a;b\n", ['1:1 two columns are called "Name"; give each its own key']),
        ("id;length\nc1;x\nc1;10m\n", None),
        (
            'id;name\nc1;"Bo\n',
            ['2:1 a quotation mark " opens or closes here without its other half; within a value, write it twice'],
        ),
        ("Kürzel;name\nc1;Bo\n", None),
        (
            b"PK\x03\x04....",
            ["1:1 this is a document of another program; in the spreadsheet, save the table as CSV (UTF-8)"],
        ),
    ],
)
def test_mistakes_in_a_table_are_told_with_their_lines(
    tmp_path: Path, text: str | bytes, messages: list[str] | None
) -> None:
    found = told(tmp_path, text, CSV_FILE)
    assert found == messages if messages else found


def test_a_key_in_another_tongue_is_understood_where_the_id_is_missing(tmp_path: Path) -> None:
    (message,) = told(tmp_path, "Kürzel;name\nc1;Bo\n", CSV_FILE)
    assert (
        message
        == '1:1 the first line holds the keys, like id;name;sessions, and "id" is not among them; is it what "Kürzel" '
        "holds? Call that id"
    )


def test_two_files_of_clients_are_one_too_many(tmp_path: Path) -> None:
    (tmp_path / CSV_FILE).write_text("id\nc1\n", encoding="utf-8")
    assert told(tmp_path, "- id: c1\n") == [
        "1:1 clients.yaml is there, too; keep your clients in one of the two files, and remove the other"
    ]


def test_where_there_is_no_file_the_way_to_one_is_told(tmp_path: Path) -> None:
    (tmp_path / "clients.xlsx").touch()
    with pytest.raises(AudiogenError, match=r"clients\.xlsx is not read") as caught:
        require_roster(tmp_path)
    assert "run the command again" in caught.value.hint


@pytest.mark.parametrize("taken", ["secret", "SECRET"])
def test_an_id_is_no_name_that_private_needs(tmp_path: Path, taken: str) -> None:
    (message,) = told(tmp_path, f"- id: {taken}\n")
    assert "is a name that private/ needs for itself" in message


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("- id: c1\n  name: !Zebedee x\n", YAML_FILE),
        ("- id: c1\n  name: &Zebedee\n", YAML_FILE),
        ('- id: c1\n  name: "<Zebedee>"\n', YAML_FILE),
        ("- id: c1\n  name: \"<break Zebedee='1'/>\"\n", YAML_FILE),
        ("Zebedee;c1\n", CSV_FILE),
        ("c1;Zebedee\nc2;Zebedee\n", CSV_FILE),
        ("Clients of Zebedee;\nid;name\nc1;Zebedee\n", CSV_FILE),
        ("id;length\nc1;Zebedee\n", CSV_FILE),
        ("id;start\nc1;Zebedee\n", CSV_FILE),
    ],
)
def test_no_message_quotes_what_may_be_a_name(tmp_path: Path, text: str, name: str) -> None:
    assert "zebedee" not in "".join(told(tmp_path, text, name)).casefold()


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("clients.yml", "clients.yml is not read; call it clients.yaml"),
        ("clients.xlsx", "clients.xlsx is not read; save it as a CSV file, and call that clients.csv"),
        ("clients.csv.txt", "clients.csv.txt is not read; call it clients.csv"),
        ("client.yaml", "client.yaml is not read; call it clients.yaml"),
        ("scripts/clients.yaml", "clients.yaml is not read; move it up one folder, beside scripts/"),
        ("scripts/clients.csv", "clients.csv is not read; move it up one folder, beside scripts/"),
        (
            "scripts/Clients.yml",
            "Clients.yml is not read; move it up one folder, beside scripts/, and call it clients.yaml",
        ),
    ],
)
def test_a_list_that_is_called_or_placed_otherwise_is_told_with_what_to_do(
    tmp_path: Path, name: str, advice: str
) -> None:
    (tmp_path / "scripts").mkdir()
    (tmp_path / name).write_text("- id: c1\n", encoding="utf-8")
    assert [problem.message for problem in unread_lists(tmp_path)] == [advice]
    with pytest.raises(AudiogenError) as caught:
        require_roster(tmp_path)
    assert advice in caught.value.message


def test_a_list_beside_the_one_that_is_read_is_told(tmp_path: Path) -> None:
    for name in ("clients.yaml", "clients.lock.json", "clients.yml"):
        (tmp_path / name).write_text("- id: c1\n", encoding="utf-8")
    assert [problem.message for problem in unread_lists(tmp_path)] == [
        "clients.yml is not read, clients.yaml is; put what is in it there, and take this one away"
    ]
