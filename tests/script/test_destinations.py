"""Where a show is published to: what may be written, and what is said of everything else."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.script_files import SCRIPT, SHOW, library, problems_of, write_scripts

from audiogen.script.destinations import destination, is_folder


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("../website/podcast", "../website/podcast"),
        ("/srv/podcast", "/srv/podcast"),
        ("sftp://you@example.org:2222/podcast/", "sftp://you@example.org:2222/podcast"),
        ("s3://bucket/podcast", "s3://bucket/podcast"),
        ("WebDAVs://example.org/dav", "WebDAVs://example.org/dav"),
        ("webdav://you@[::1]:8080/dav", "webdav://you@[::1]:8080/dav"),
    ],
)
def test_folders_and_addresses_of_servers_are_destinations(tmp_path: Path, written: str, read: str) -> None:
    show = library(tmp_path, show=f"{SHOW}publish: '{written}'\npublish_clients: '{written}'\n", s01_a=SCRIPT).show
    assert (show.publish, show.publish_clients) == (read, read)
    assert is_folder(read) == ("://" not in read)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("ftp://you@example.org/podcast", "write sftp:// in its place"),
        ("ssh://you@example.org/podcast", '"ssh://" is written sftp:// here'),
        ("davs://example.org", "webdavs:// here"),
        ("https://example.org/dav", "belongs to base_url"),
        ("https://example.org/dav", "webdavs://…"),
        ("file:///srv/podcast", 'a folder is written without "file://"'),
        ("gopher://example.org", "write a folder, or an address like"),
        ("sftp:///podcast", "the name of a server is missing"),
        ("s3://", "the name of a bucket is missing"),
        ("none", "to have none, remove the line"),
    ],
)
def test_anything_else_is_answered_with_what_to_write(tmp_path: Path, written: str, told: str) -> None:
    (message,) = problems_of(write_scripts(tmp_path, show=f"{SHOW}publish: {written}\n", s01_a=SCRIPT))
    assert ": publish: " in message
    assert told in message


def test_a_path_of_windows_is_a_folder() -> None:
    assert is_folder(destination("C:\\web\\podcast"))


@pytest.mark.parametrize(
    "address",
    ["sftp://you:Quibble@example.org/podcast", "webdavs://:Quibble@example.org", "sftp://you:Quib/ble@example.org"],
)
def test_a_password_has_no_place_in_an_address_and_is_never_repeated(address: str) -> None:
    with pytest.raises(ValueError, match="there is a password in the address") as refused:
        destination(address)
    assert "Quib" not in str(refused.value)


def test_a_wrong_address_is_refused_without_repeating_it() -> None:
    with pytest.raises(ValueError, match="not among what audiogen speaks") as refused:
        destination("ftps://you:Quibble@example.org")
    assert "Quibble" not in str(refused.value)
