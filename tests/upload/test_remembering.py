"""Where a show is published to is written into show.yaml, and no other byte of it changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.script_files import SHOW, write_scripts

from audiogen.errors import AudiogenError
from audiogen.project import Project
from audiogen.upload.remembering import destination_line, remember, written_destination

ADDRESS = "sftp://you@example.org/podcast"


def shown(root: Path, text: str) -> tuple[Project, Path]:
    write_scripts(root / "scripts", show=text)
    return Project(root, root / "dist", root / "cache"), root / "scripts" / "show.yaml"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (SHOW, SHOW + f"publish: {ADDRESS}\n"),
        (SHOW.rstrip("\n"), SHOW + f"publish: {ADDRESS}\n"),
        (f"# mine\n{SHOW}publish: old   # no more\nvoice: tone\n", f"# mine\n{SHOW}publish: {ADDRESS}\nvoice: tone\n"),
        (
            f"base_url: https://example.net\n\n# below\n{SHOW}",
            f"base_url: https://example.net\npublish: {ADDRESS}\n\n# below\n{SHOW}",
        ),
        (
            "title: A\r\nauthor: B\r\ndescription: |\r\n  C\r\n\r\n  D\r\n\r\nvoice: tone\r\n",
            f"title: A\r\nauthor: B\r\ndescription: |\r\n  C\r\n\r\n  D\r\npublish: {ADDRESS}\r\n\r\nvoice: tone\r\n",
        ),
    ],
)
def test_one_line_is_written_and_every_other_stays(tmp_path: Path, before: str, after: str) -> None:
    project, path = shown(tmp_path, before)
    assert remember(project, "publish", ADDRESS) == path
    assert path.read_bytes() == after.encode()
    remember(project, "publish", ADDRESS)
    assert path.read_bytes() == after.encode()


def test_the_place_of_clients_pages_stands_behind_that_of_the_podcast(tmp_path: Path) -> None:
    project, path = shown(tmp_path, f"{SHOW}publish: s3://podcast\nvoice: tone\n")
    remember(project, "publish_clients", "s3://clients")
    after = f"{SHOW}publish: s3://podcast\npublish_clients: s3://clients\nvoice: tone\n"
    assert path.read_text(encoding="utf-8") == after


@pytest.mark.parametrize(
    "text",
    [
        "{title: A, author: B, description: C}\n",
        f"{SHOW}titel: D\n",
        "title: A\nauthor: B\ndescription: C\n? publish\n: old\n",
    ],
)
def test_a_file_that_would_be_read_differently_is_left_alone(tmp_path: Path, text: str) -> None:
    project, path = shown(tmp_path, text)
    with pytest.raises(AudiogenError, match="only you can change") as refused:
        remember(project, "publish", ADDRESS)
    assert refused.value.hint == f"Write this line into it: publish: {ADDRESS}"
    assert path.read_text(encoding="utf-8") == text


def test_a_folder_is_remembered_from_the_project_and_an_absolute_one_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "web").mkdir()
    monkeypatch.chdir(tmp_path / "web")
    project = Project(Path("../show"), Path("../show/dist"), tmp_path / "cache")
    assert written_destination(project, "podcast") == "../web/podcast"
    assert written_destination(project, str(tmp_path / "podcast")) == str(tmp_path / "podcast")
    assert destination_line(project, "publish", "a: b") == 'publish: "../web/a: b"'
