"""Names below a destination."""

from __future__ import annotations

import pytest

from audiogen.upload.destination import DestinationError
from audiogen.upload.paths import checked, checked_folder, folders_above, is_unfinished, joined, unfinished_beside


@pytest.mark.parametrize("path", ["feed.xml", "episodes/01-x.1a2b.mp3", "p/Zx_-9/index.html", ".htaccess", "a..b"])
def test_a_path_below_the_destination_is_taken(path: str) -> None:
    assert checked(path) == path
    assert checked_folder(path) == path


@pytest.mark.parametrize("path", ["../x", "a/../../x", "/etc/x", "a//b", "a/", ".", "a\\..\\b", "a\nb", "x\0"])
def test_a_path_that_leads_elsewhere_is_refused(path: str) -> None:
    with pytest.raises(DestinationError, match="no name of a file"):
        checked(path)
    with pytest.raises(DestinationError, match="no name of a file"):
        checked_folder(path)


def test_only_a_folder_may_be_the_destination_itself() -> None:
    assert checked_folder("") == ""
    with pytest.raises(DestinationError):
        checked("")


def test_what_is_not_finished_is_hidden_beside_its_place_and_known_again() -> None:
    first, second = unfinished_beside("episodes/a.mp3"), unfinished_beside("episodes/a.mp3")
    assert first != second
    assert first.startswith("episodes/.")
    assert is_unfinished(first)
    assert is_unfinished(unfinished_beside("feed.xml"))


@pytest.mark.parametrize("path", ["a.mp3", ".0123456789abcdef.tmp", ".audiogen-1.unfinished", "x.unfinished", ""])
def test_files_of_others_are_never_taken_for_ours(path: str) -> None:
    assert not is_unfinished(path)


def test_folders_are_named_from_outside_to_inside() -> None:
    assert folders_above("p/x/index.html") == ("p", "p/x")
    assert folders_above("index.html") == ()
    assert joined("", "a") == "a"
    assert joined("p", "a") == "p/a"
