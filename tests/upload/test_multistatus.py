"""Lists of WebDAV servers, which differ in how they write them."""

from __future__ import annotations

import pytest

from audiogen.upload.destination import DestinationError
from audiogen.upload.multistatus import entries_in


def answer(*entries: tuple[str, str]) -> bytes:
    told = "".join(
        f"<d:response><d:href>{href}</d:href><d:propstat><d:prop>{prop}</d:prop>"
        "<d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>"
        for href, prop in entries
    )
    return f'<?xml version="1.0"?><d:multistatus xmlns:d="DAV:">{told}</d:multistatus>'.encode()


FOLDER = "<d:resourcetype><d:collection/></d:resourcetype>"
FILE = (
    "<d:resourcetype/><d:getcontentlength>7</d:getcontentlength>"
    "<d:getlastmodified>Mon, 30 Nov 2026 20:00:00 GMT</d:getlastmodified>"
)


@pytest.mark.parametrize("begin", ["/dav/%C3%9Cbung", "https://example.org/dav/Übung", "/behind/another/server/Übung"])
@pytest.mark.parametrize("slash", ["", "/"])
def test_files_and_folders_are_told_apart_however_they_are_named(begin: str, slash: str) -> None:
    told = answer((f"{begin}{slash}", FOLDER), (f"{begin}/a%20b.mp3", FILE), (f"{begin}/p{slash}", FOLDER))
    own, file, folder = entries_in(told, "/dav/Übung/", "webdavs://x")
    assert (own.is_own, own.is_folder) == (True, True)
    assert (file.name, file.is_own, file.is_folder, file.size_bytes) == ("a b.mp3", False, False, 7)
    assert file.modified == "Mon, 30 Nov 2026 20:00:00 GMT"
    assert (folder.name, folder.is_own, folder.is_folder) == ("p", False, True)


def test_names_that_lead_elsewhere_are_left_out() -> None:
    told = answer(("/dav/", FOLDER), ("/dav/..", FOLDER), ("/dav/a%5Cb", FILE), ("/dav/a%0Ab", FILE), ("/dav/ok", FILE))
    assert [entry.name for entry in entries_in(told, "/dav/", "x") if not entry.is_own] == ["ok"]


def test_a_server_need_not_name_the_folder_itself() -> None:
    assert [entry.name for entry in entries_in(answer(("/a", FILE)), "/a", "x")] == ["a"]
    assert entries_in(answer(), "/dav", "x") == ()


@pytest.mark.parametrize(
    "told", [b"", b"<html>", b"Welcome", answer(("/a", FILE))[:-20], answer(("/a", FILE.replace("7", "x")))]
)
def test_what_is_no_list_is_no_empty_list(told: bytes) -> None:
    with pytest.raises(DestinationError, match="something else"):
        entries_in(told, "/dav", "webdavs://x")


def test_a_page_of_html_that_happens_to_be_xml_is_no_list() -> None:
    with pytest.raises(DestinationError):
        entries_in(b"<html><body/></html>", "/dav", "webdavs://x")
