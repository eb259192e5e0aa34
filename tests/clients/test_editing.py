"""Adding and removing clients: every line that is not theirs stays as it is, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.clients.adding import NewClient, add_new
from audiogen.clients.editing import remove_client
from audiogen.clients.roster import CSV_FILE, YAML_FILE, load_roster
from audiogen.errors import AudiogenError, ScriptError

BETWEEN = """\
# my clients

- id: c1
  name: Zebedee # a remark of his
  # and another
  intention: |
    One line.

    A line that ends with # and a sign.
    And one more.
# Zebedee comes on Mondays

# about Bo
-   id: c2
    name: Bo
- {id: c3, name: Ann}
# the end
"""


def ids(root: Path) -> tuple[str, ...]:
    roster = load_roster(root)
    return roster.ids if roster else ()


@pytest.mark.parametrize(
    ("client", "gone"),
    [
        (
            "c1",
            BETWEEN[BETWEEN.index("- id: c1") : BETWEEN.index("\n# about Bo")],
        ),
        ("C2", "# about Bo\n-   id: c2\n    name: Bo\n"),
        ("c3", "- {id: c3, name: Ann}\n# the end\n"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_an_entry_goes_with_its_own_remarks_and_nothing_else(
    tmp_path: Path, client: str, gone: str, newline: str
) -> None:
    path = tmp_path / YAML_FILE
    path.write_bytes(BETWEEN.replace("\n", newline).encode())
    remove_client(path, client)
    assert path.read_bytes() == BETWEEN.replace(gone, "").replace("\n", newline).encode()


def test_the_last_client_leaves_a_file_that_is_read(tmp_path: Path) -> None:
    (tmp_path / YAML_FILE).write_text("# mine\n\n- id: c1\n  name: Bo", encoding="utf-8")
    remove_client(tmp_path / YAML_FILE, "c1")
    assert (tmp_path / YAML_FILE).read_text(encoding="utf-8") == "# mine\n\n"
    assert ids(tmp_path) == ()


@pytest.mark.parametrize(
    "text",
    [
        "[{id: c1, name: Bo}, {id: c2}]\n",
        "- &base\n  id: c1\n  name: Bo\n- <<: *base\n  id: c2\n",
    ],
)
def test_an_entry_that_cannot_go_alone_is_left_and_told_of(tmp_path: Path, text: str) -> None:
    path = tmp_path / YAML_FILE
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AudiogenError) as caught:
        remove_client(path, "c1")
    assert "by hand" in caught.value.hint
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_row_goes_and_the_others_stay(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / CSV_FILE
    rows = ["id;name;note", 'c1;Zoë;"two\r\nlines"', "c2;Bo;é", "", "c3;Ann;x"]
    path.write_bytes("\r\n".join(rows).encode(encoding))
    remove_client(path, "c1")
    assert path.read_bytes() == "\r\n".join([rows[0], *rows[2:]]).encode(encoding)


def test_a_client_is_written_behind_all_others(tmp_path: Path) -> None:
    path = tmp_path / YAML_FILE
    path.write_text(BETWEEN, encoding="utf-8")
    new = NewClient("c4", "Anna: the first", ("1", "02-b"), "10m", "2026-11-02", ('fond="tea"',), "If it suits: now")
    add_new(tmp_path, new)
    assert path.read_text(encoding="utf-8") == BETWEEN + (
        '- id: c4\n  name: "Anna: the first"\n  fond: \'"tea"\'\n  sessions: [1, 02-b]\n  length: 10m\n'
        '  start: 2026-11-02\n  message: "If it suits: now"\n'
    )
    roster = load_roster(tmp_path)
    assert roster
    assert roster.clients[-1].values == {"name": "Anna: the first", "fond": '"tea"'}


def test_the_first_client_makes_a_file_that_says_what_it_is(tmp_path: Path) -> None:
    add_new(tmp_path, NewClient("c1", "Bo"))
    text = (tmp_path / YAML_FILE).read_text(encoding="utf-8")
    assert text.startswith("# Your clients.")
    assert text.endswith("\n\n- id: c1\n  name: Bo\n")


def test_a_row_is_added_with_columns_that_the_table_lacks(tmp_path: Path) -> None:
    path = tmp_path / CSV_FILE
    path.write_bytes(b"\xef\xbb\xbfID;Name\r\nc1;Bo")
    add_new(tmp_path, NewClient("c2", "Ann; the second", ("1", "2"), values=("Practice=slow",)))
    assert path.read_bytes() == (b'\xef\xbb\xbfID;Name;practice;sessions\r\nc1;Bo\r\nc2;"Ann; the second";slow;1 2\r\n')
    assert ids(tmp_path) == ("c1", "c2")


def test_letters_that_a_table_cannot_hold_are_told_of_and_it_stays(tmp_path: Path) -> None:
    path = tmp_path / CSV_FILE
    path.write_bytes("id;name\nc1;Zoë\n".encode("cp1252"))
    with pytest.raises(AudiogenError, match="lacks letters"):
        add_new(tmp_path, NewClient("c2", "Łucja"))
    assert path.read_bytes() == "id;name\nc1;Zoë\n".encode("cp1252")


@pytest.mark.parametrize(
    ("new", "message"),
    [
        (NewClient("c1"), "has a client c1 already"),
        (NewClient("C1"), "has a client C1 already"),
        (NewClient("Anna Berg"), "an id names a folder"),
        (NewClient("c2", "*x"), 'name: "…" is an emphasis'),
        (NewClient("c2", length="soon"), "is not a length of time"),
        (NewClient("c2", values=("x",)), "--set takes a key"),
        (NewClient("c2", values=("name=x",)), "--set name= is not how"),
        (NewClient("c2", values=("my key=x",)), "like my_key"),
    ],
)
def test_what_cannot_be_a_client_is_not_written(tmp_path: Path, new: NewClient, message: str) -> None:
    path = tmp_path / YAML_FILE
    path.write_text("- id: c1\n", encoding="utf-8")
    with pytest.raises(AudiogenError, match=message.replace("*", r"\*")):
        add_new(tmp_path, new)
    assert path.read_text(encoding="utf-8") == "- id: c1\n"


def test_a_file_with_mistakes_is_not_added_to(tmp_path: Path) -> None:
    (tmp_path / YAML_FILE).write_text("- id: c1\n- id: c1\n", encoding="utf-8")
    with pytest.raises(ScriptError):
        add_new(tmp_path, NewClient("c2"))


values = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp")), min_size=1, max_size=20
)


@given(value=values, name=st.sampled_from([YAML_FILE, CSV_FILE]))
def test_whatever_is_added_is_read_again_as_it_was_and_goes_without_a_trace(
    tmp_path_factory: pytest.TempPathFactory, value: str, name: str
) -> None:
    root = tmp_path_factory.mktemp("clients")
    path = root / name
    before = b"id;name\r\nc1;Bo\r\n" if name == CSV_FILE else b"# mine\n\n- id: c1\n  name: Bo\n"
    path.write_bytes(before)
    try:
        add_new(root, NewClient("c2", value))
    except AudiogenError:
        assert path.read_bytes() == before
        return
    roster = load_roster(root)
    assert roster
    assert roster.clients[-1].values.get("name", "") == value.strip()
    remove_client(path, "c2")
    after = path.read_bytes()
    # a table gets no column without need
    assert after == before
