"""Files that hold a link: never where they are published, and found again when a client is forgotten."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from audiogen.clients.forgetting import forget, leftovers
from audiogen.clients.handing import check_file, put, remark_on, sheet_path, sheets_of
from audiogen.clients.linking import give_link
from audiogen.clients.lock import read_clients_lock
from audiogen.clients.secret import secret_path
from audiogen.errors import OutputError


@pytest.mark.parametrize("place", ["dist/c1.svg", "dist/a/c1.svg", "private/c1/c1.svg", "private/c2/episodes/c1.svg"])
def test_no_link_is_written_to_where_it_would_be_published(tmp_path: Path, place: str) -> None:
    with pytest.raises(OutputError, match="which is published"):
        check_file(tmp_path, tmp_path / place, (".svg",), force=True)


@pytest.mark.parametrize("place", ["c1.svg", "private/sheets/c1.svg", "private/c1.svg", "sheets/c1.SVG"])
def test_it_may_lie_anywhere_else(tmp_path: Path, place: str) -> None:
    check_file(tmp_path, tmp_path / place, (".svg", ".png"), force=False)


def test_another_ending_is_told_and_nothing_is_written_over_by_mistake(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"has to end in \.svg or \.png"):
        check_file(tmp_path, tmp_path / "c1.pdf", (".svg", ".png"), force=False)
    (tmp_path / "c1.svg").touch()
    with pytest.raises(OutputError, match="is there already"):
        check_file(tmp_path, tmp_path / "c1.svg", (".svg",), force=False)
    check_file(tmp_path, tmp_path / "c1.svg", (".svg",), force=True)


def test_what_is_not_found_again_is_said(tmp_path: Path) -> None:
    assert remark_on(tmp_path, sheet_path(tmp_path, "c1", ".html"), "c1") is None
    inside = remark_on(tmp_path, tmp_path / "private/c1.html", "c1")
    assert inside
    assert "does not find it there" in inside
    assert "keep it out of shared folders" in (remark_on(tmp_path, tmp_path / "c1.html", "c1") or "")


def test_forgetting_takes_these_files_away_and_no_other_clients(tmp_path: Path) -> None:
    (tmp_path / "clients.yaml").write_text("- id: c1\n- id: c11\n", encoding="utf-8")
    give_link(tmp_path, "c1")
    for name in ("C1.html", "c1.svg", "c11.html"):
        put(tmp_path, tmp_path / "private/sheets" / name, b"x")
    there = leftovers(tmp_path, "c1")
    assert there.linked
    assert [path.name for path in there.sheets] == ["C1.html", "c1.svg"]
    erased = forget(tmp_path, "c1")
    assert erased.left == ()
    assert any("audiogen publish --clients" in each for each in erased.erased)
    assert [path.name for path in (tmp_path / "private/sheets").iterdir()] == ["c11.html"]
    assert "c1" not in read_clients_lock(tmp_path)
    # the links of others follow from it
    assert secret_path(tmp_path).is_file()


def test_a_client_of_whom_only_a_sheet_is_left_can_be_forgotten(tmp_path: Path) -> None:
    put(tmp_path, sheet_path(tmp_path, "c1", ".html"), b"x")
    assert leftovers(tmp_path, "c1")
    forget(tmp_path, "c1")
    assert not (tmp_path / "private").exists()


@pytest.mark.skipif(os.name != "posix", reason="Windows knows no such permissions")
def test_nobody_but_its_owner_opens_such_a_file_wherever_it_lies(tmp_path: Path) -> None:
    elsewhere = tmp_path / "c1.svg"
    elsewhere.touch(mode=0o644)
    for file in (sheet_path(tmp_path, "c1", ".html"), elsewhere):
        put(tmp_path, file, b"x")
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for folder in (tmp_path / "private", tmp_path / "private/sheets"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_what_a_link_leads_to_is_not_looked_into(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/c1.html").touch()
    (tmp_path / "private").mkdir()
    (tmp_path / "private/sheets").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert sheets_of(tmp_path, "c1") == ()
