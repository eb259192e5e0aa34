"""`audiogen schema`, and the line by which what other commands write names its schema."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft7Validator
from support.schemas import refusals

from audiogen.cli.main import run
from audiogen.clients.editing import add_client
from audiogen.script.load import load_library

LINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new show in German, with another session and a client."""
    root = tmp_path_factory.mktemp("shows") / "ruhe"
    here = ["--project", str(root)]
    assert run(["new", str(root), "--title", "Ruhe", "--author", "A", "--language", "de"]) == 0
    assert run(["add", "Meer", "--like", "sleep", *here]) == 0
    add_client(root, None, {"id": "c1", "name": "Anna"})
    return root


@pytest.fixture
def show(begun: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    return shutil.copytree(begun, tmp_path / "show")


def test_every_file_that_a_command_writes_names_its_schema_by_the_way_from_where_it_lies(begun: Path) -> None:
    files = {path: path.read_text(encoding="utf-8") for path in (*begun.glob("scripts/*.yaml"), *begun.glob("*.yaml"))}
    named = {path: LINE.match(text) for path, text in files.items()}
    assert len(files) == 4
    assert all(found and (path.parent / found[1]).is_file() for path, found in named.items())
    for path, found in named.items():
        assert found
        assert refusals(Path(found[1]).stem, files[path]) == []
    assert len(load_library(begun / "scripts").scripts) == 2


def test_where_a_project_has_no_schemas_no_file_names_one(show: Path, tmp_path: Path) -> None:
    shutil.rmtree(show / "schemas")
    assert run(["add", "Wald", "--project", str(show)]) == 0
    (new,) = show.glob("scripts/*wald.yaml")
    assert LINE.match(new.read_text(encoding="utf-8")) is None


def test_an_imported_file_beside_the_scripts_names_the_schema_too(show: Path) -> None:
    document = show / "rest.txt"
    document.write_text("Rest\n\nLet your hands be heavy.\n\nAnd rest.\n", encoding="utf-8")
    into = show / "drafts" / "rest.yaml"
    into.parent.mkdir()
    assert run(["import", str(document), "--language", "en", "--into", str(into), "--project", str(show)]) == 0
    found = LINE.match(into.read_text(encoding="utf-8"))
    assert found
    assert found[1] == "../schemas/session.json"


def test_only_what_differs_is_written_and_told(show: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", "--project", str(show)]) == 0
    assert capsys.readouterr().out == "The schemas are up to date; nothing was written.\n"
    kept = (show / "schemas/show.json").stat().st_mtime_ns
    (show / "schemas/session.json").write_text("{}", encoding="utf-8")
    assert run(["schema", "--project", str(show)]) == 0
    assert capsys.readouterr().out == f"Written: {show / 'schemas/session.json'}\n"
    assert "steps" in json.loads((show / "schemas/session.json").read_text(encoding="utf-8"))["properties"]
    assert (show / "schemas/show.json").stat().st_mtime_ns == kept


def test_files_that_name_no_schema_are_told_with_the_line_that_is_missing(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in show.glob("scripts/0*.yaml"):
        path.write_text(LINE.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")
    assert run(["schema", "--project", str(show)]) == 0
    told = capsys.readouterr().out
    first = min(show.glob("scripts/0*.yaml"))
    assert f"{first} and 1 more: # yaml-language-server: $schema=../schemas/session.json\n" in told
    assert "show.yaml" not in told


def test_the_line_is_put_into_files_and_nothing_else_is_changed(show: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = sorted(show.glob("scripts/0*.yaml"))
    bare = LINE.sub("", second.read_text(encoding="utf-8")).replace("\n", "\r\n")
    second.write_bytes(f"\ufeff{bare}".encode())
    kept = first.read_bytes()
    assert run(["schema", "--link", "--project", str(show)]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [f"Linked: {second}"]
    line = "# yaml-language-server: $schema=../schemas/session.json\r\n"
    assert second.read_bytes() == f"\ufeff{line}{bare}".encode()
    assert first.read_bytes() == kept
    assert run(["schema", "show", "--link", "--project", str(show)]) == 2


def test_one_schema_is_printed_and_no_file_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", "clients", "--project", str(tmp_path)]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert Draft7Validator(schema).is_valid([{"id": "c1", "name": "Anna", "garden": "the lawn", "length": "10m"}])
    assert not Draft7Validator(schema).is_valid([{"name": "Anna"}])
    assert [*tmp_path.iterdir()] == []


def test_schemas_go_where_they_are_wanted_also_without_a_show(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["schema", "--out", str(tmp_path / "all"), "--project", str(tmp_path)]) == 0
    names = {"clients.json", "lexicon.json", "preset.json", "recording.json", "session.json", "show.json", "steps.json"}
    assert {path.name for path in (tmp_path / "all").iterdir()} == names
    assert run(["schema", "--project", str(tmp_path)]) == 1
    assert "there is no show" in capsys.readouterr().err
    assert run(["schema", "sesion"]) == 1
    assert "did you mean session?" in capsys.readouterr().err


def test_presets_of_the_show_are_offered_with_what_they_are(show: Path, capsys: pytest.CaptureFixture[str]) -> None:
    preset = show / "assets/ambience/our-garden.yaml"
    preset.parent.mkdir(parents=True)
    preset.write_text("title: Our garden\nabout: The blackbird at six.\nlayers:\n  - birds\n", encoding="utf-8")
    assert run(["schema", "show", "--project", str(show)]) == 0
    beds = json.loads(capsys.readouterr().out)["definitions"]["beds"]["anyOf"][0]
    assert (
        dict(zip(beds["enum"], beds["enumDescriptions"], strict=True))["our-garden"]
        == "Our garden: The blackbird at six."
    )
