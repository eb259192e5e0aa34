"""Whatever is said of a client's folder, by whomever, tells no more of its token than the first letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from audiogen.upload.destination import DestinationError, FileContent, FileKind, MissingFileError
from audiogen.upload.folder import FolderDestination
from audiogen.upload.masked_folder import MaskedFolder, masked_text

TOKEN = "Fjkh2ne3NQFPkjeJZQ8N1_"  # noqa: S105 - of nobody
KIND = FileKind("text/html; charset=utf-8", "no-cache")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (f"cannot write /srv/web/p/{TOKEN}/index.html", "cannot write /srv/web/p/Fjkh…/index.html"),
        (f"C:\\web\\p\\{TOKEN}: no room", "C:\\web\\p\\Fjkh…: no room"),
        (f"{TOKEN}/published.json does not arrive", "Fjkh…/published.json does not arrive"),
        (f"https://example.org/p/{TOKEN}", "https://example.org/p/Fjkh…"),
        ("episodes/01-a-long-session-name-a03165f9.mp3", "episodes/01-a-long-session-name-a03165f9.mp3"),
        ("p/index.html", "p/index.html"),
    ],
)
def test_a_token_is_masked_wherever_it_stands_in_a_path(said: str, told: str) -> None:
    assert masked_text(said) == told


def put(folder: MaskedFolder, path: str) -> None:
    folder.put(path, FileContent(b"page", 4), KIND)


def test_a_folder_within_a_destination_is_one_of_its_own(tmp_path: Path) -> None:
    folder = MaskedFolder(FolderDestination(tmp_path), f"p/{TOKEN}")
    put(folder, "sessions/01.html")
    assert (tmp_path / "p" / TOKEN / "sessions" / "01.html").read_bytes() == b"page"
    assert folder.list() == {"sessions/01.html": 4}
    assert folder.list("sessions") == {"sessions/01.html": 4}
    assert b"".join(folder.read("sessions/01.html")) == b"page"
    assert folder.unfinished() == {}
    folder.delete("sessions/01.html")
    assert folder.list() == {}
    assert folder.shown == f"{tmp_path}/p/Fjkh…"


def test_errors_are_told_without_the_token_and_stay_what_they_are(tmp_path: Path) -> None:
    folder = MaskedFolder(FolderDestination(tmp_path), f"p/{TOKEN}")
    with pytest.raises(MissingFileError) as missing:
        b"".join(folder.read("index.html"))
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / TOKEN).write_bytes(b"in the way")
    with pytest.raises(DestinationError) as refused:
        put(folder, "index.html")
    for error in (missing.value, refused.value):
        assert TOKEN not in error.message + error.hint
        assert "Fjkh…" in error.message
        assert error.__cause__ is None
        assert error.__suppress_context__


def test_what_cut_uploads_have_left_is_that_of_the_folder_alone(tmp_path: Path) -> None:
    for place in (f"p/{TOKEN}", "p/other"):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / f".audiogen-{'0' * 16}.unfinished").touch()
    assert [*MaskedFolder(FolderDestination(tmp_path), f"p/{TOKEN}").unfinished()] == [
        f".audiogen-{'0' * 16}.unfinished"
    ]
