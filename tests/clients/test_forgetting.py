"""Forgetting a client: no byte of the name stays, and what cannot go is told."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from support.clients import CLIENTS, build_for, clients_project, holding

from audiogen.clients import forgetting
from audiogen.clients.forgetting import forget, known_ids, leftovers
from audiogen.clients.lock import read_clients_lock
from audiogen.project import Project

WORDS = ("zebedee", "vinegarden")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A show for two clients, built once."""
    project = clients_project(tmp_path_factory.mktemp("forget") / "show")
    build_for(project)
    return project.root


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Project:
    """A copy of it, with its cache."""
    root = tmp_path / "show"
    shutil.copytree(built, root)
    return Project(root, root / "dist", root / "cache")


def test_no_byte_of_the_name_stays_in_project_and_cache(project: Project) -> None:
    assert holding(project.root, *WORDS)
    erasure = forget(project.root, "C1")
    assert holding(project.root, *WORDS) == set()
    assert erasure.left == ()
    assert not (project.root / "private/c1").exists()
    assert (project.root / "private/c2/index.html").is_file()
    assert set(read_clients_lock(project.root)) == {"c2"}


def test_what_was_written_to_a_client_goes_too(project: Project) -> None:
    assert holding(project.root, "persimmon") == {"clients.yaml", "private/c2/index.html", "private/c2/show.json"}
    forget(project.root, "c2")
    assert holding(project.root, "persimmon") == set()


def test_what_was_erased_is_said(project: Project) -> None:
    there = leftovers(project.root, "c1")
    assert forget(project.root, "c1").erased == (
        f"{project.root / 'private/c1'}, with {there.files} files",
        f"the entry in {project.root / 'clients.yaml'}",
        "the identities of the client's sessions",
    )


def test_all_other_lines_stay_as_they_are(project: Project) -> None:
    forget(project.root, "c1")
    after = (project.root / "clients.yaml").read_text(encoding="utf-8")
    assert after == CLIENTS[CLIENTS.index("\n- id: c2") :]


def test_the_last_client_leaves_no_folder_and_no_lock(project: Project) -> None:
    forget(project.root, "c1")
    forget(project.root, "c2")
    assert not (project.root / "private").exists()
    assert not (project.root / "clients.lock.json").exists()


def test_what_is_left_of_an_id_without_an_entry_goes_too(project: Project) -> None:
    (project.root / "clients.yaml").unlink()
    assert known_ids(project.root) == ("c1", "c2")
    assert leftovers(project.root, "c1")
    forget(project.root, "c1")
    assert not leftovers(project.root, "c1")


def test_words_that_stand_elsewhere_in_the_file_are_pointed_at(project: Project) -> None:
    path = project.root / "clients.yaml"
    path.write_text("# ask Zebedee about May\n\n" + CLIENTS, encoding="utf-8")
    assert forget(project.root, "c1").remarks == (
        f"{path}:1 still holds a word of that entry; look whether it should go, too",
    )


def test_copies_of_the_file_that_a_fix_has_kept_are_named(project: Project) -> None:
    for name in ("clients.yaml.bak", "clients.yaml.2.bak"):
        (project.root / name).write_text(CLIENTS, encoding="utf-8")
    remarks = forget(project.root, "c1").remarks
    assert [remark.split(" is a copy")[0] for remark in remarks] == [
        str(project.root / "clients.yaml.2.bak"),
        str(project.root / "clients.yaml.bak"),
    ]


def test_a_file_that_cannot_be_read_does_not_keep_the_rest_and_may_still_hold_an_entry(project: Project) -> None:
    (project.root / "clients.yaml").write_text("clients:\n- id: c1\n  name: Zebedee\n", encoding="utf-8")
    (left,) = forget(project.root, "c1").left
    assert "may still hold an entry" in left
    assert "clients.yaml:1: " in left
    assert not (project.root / "private/c1").exists()


def test_an_entry_that_must_be_changed_by_hand_is_told(project: Project) -> None:
    (project.root / "clients.yaml").write_text("[{id: c1}, {id: c2}]\n", encoding="utf-8")
    erasure = forget(project.root, "c1")
    assert not (project.root / "private/c1").exists()
    assert "Change it by hand" in "".join(erasure.left)


def test_what_somebody_holds_open_is_told_and_the_rest_goes(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    remove = Path.unlink

    def held(self: Path, *, missing_ok: bool = False) -> None:
        if self.suffix == ".mp3":
            raise PermissionError(13, "it is being used by another process", str(self))
        remove(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", held)
    monkeypatch.setattr(forgetting, "patiently", lambda act, *_: act())
    erasure = forget(project.root, "c1")
    # of each track, one to send and one that the page plays
    assert len(erasure.left) == 2 * 3
    assert all("is still there: it is being used by another process" in each for each in erasure.left)
    assert {path.suffix for path in (project.root / "private/c1").rglob("*") if path.is_file()} == {".mp3"}
    monkeypatch.undo()
    assert forget(project.root, "c1").left == ()
    assert not (project.root / "private/c1").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of Unix")
def test_folders_that_nobody_may_write_to_go_all_the_same(project: Project) -> None:
    for folder in sorted((project.root / "private/c1").rglob("*"), reverse=True):
        if folder.is_dir():
            folder.chmod(0o500)
    assert forget(project.root, "c1").left == ()
    assert not (project.root / "private/c1").exists()


def test_a_link_goes_and_where_it_led_is_told(project: Project, tmp_path: Path) -> None:
    shutil.move(project.root / "private/c1", tmp_path / "elsewhere")
    (project.root / "private/c1").symlink_to(tmp_path / "elsewhere")
    erasure = forget(project.root, "c1")
    assert not (project.root / "private/c1").is_symlink()
    assert (tmp_path / "elsewhere/index.html").is_file()
    assert "was a link to" in erasure.left[0]


def test_a_file_in_place_of_the_folder_goes(project: Project) -> None:
    shutil.rmtree(project.root / "private/c1")
    (project.root / "private/c1").write_text("Zebedee", encoding="utf-8")
    forget(project.root, "c1")
    assert holding(project.root, *WORDS) == set()


def test_nothing_is_touched_behind_a_link_in_place_of_private(project: Project, tmp_path: Path) -> None:
    shutil.move(project.root / "private", tmp_path / "elsewhere")
    (project.root / "private").symlink_to(tmp_path / "elsewhere")
    before = sorted((tmp_path / "elsewhere").rglob("*"))
    (left,) = forget(project.root, "c1").left
    assert f"behind a link, to {tmp_path / 'elsewhere/c1'}" in left
    assert sorted((tmp_path / "elsewhere").rglob("*")) == before


def test_links_within_the_folder_go_and_what_they_lead_to_stays(project: Project, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/kept.txt").touch()
    (project.root / "private/c1/more").symlink_to(tmp_path / "elsewhere")
    (project.root / "private/c1/episodes/one").symlink_to(tmp_path / "elsewhere/kept.txt")
    assert forget(project.root, "c1").left == ()
    assert not (project.root / "private/c1").exists()
    assert (tmp_path / "elsewhere/kept.txt").is_file()


def test_what_is_nobodys_in_private_is_never_forgotten(project: Project) -> None:
    for name in ("secret", "desktop.ini"):
        (project.root / "private" / name).touch()
        assert not leftovers(project.root, name)
    assert known_ids(project.root) == ("c1", "c2")
    forget(project.root, "secret")
    assert (project.root / "private/secret").is_file()
