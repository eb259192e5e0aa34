"""Addresses of destinations: what they stand for, and what is said of everything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from audiogen.upload.address import HostAddress, read_address
from audiogen.upload.destination import DestinationError


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("s3://bucket", HostAddress("s3", "bucket")),
        ("S3://Bucket/a/b/", HostAddress("s3", "Bucket", "a/b")),
        ("s3://bucket/50%20off", HostAddress("s3", "bucket", "50%20off")),
        ("sftp://example.org", HostAddress("sftp", "example.org")),
        ("sftp://me@Example.org:2222//var/./www/", HostAddress("sftp", "example.org", "var/www", "me", 2222)),
        ("sftp://me%40example.org@example.org/~/x", HostAddress("sftp", "example.org", "~/x", "me@example.org")),
        ("sftp://[::1]:22/x", HostAddress("sftp", "::1", "x", "", 22)),
        ("webdav://localhost/Übung eins", HostAddress("webdav", "localhost", "Übung eins")),
        (" webdavs://me@example.org/%C3%9Cbung%20eins ", HostAddress("webdavs", "example.org", "Übung eins", "me")),
        ("webdavs://example.org/a@b", HostAddress("webdavs", "example.org", "a@b")),
    ],
)
def test_an_address_of_a_server_is_read(text: str, address: HostAddress) -> None:
    assert read_address(text) == address


def test_all_else_is_a_folder() -> None:
    assert read_address("../website/Übung eins") == Path("../website/Übung eins")
    assert read_address("~/podcast") == Path.home() / "podcast"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no destination is named"),
        ("  ", "no destination is named"),
        ("s3://a\nb", "line break"),
        ("ftp://example.org/x", "write sftp:// in its place"),
        ("ftps://example.org/x", "write sftp:// in its place"),
        ("https://example.org/x", "write webdavs:// in its place"),
        ("http://example.org/x", "webdavs:// where it has https"),
        ("https:/example.org/x", "write webdavs:// in its place"),
        ("file:///srv/x", "without file://"),
        ("davs://example.org", "Write webdavs:// in its place"),
        ("stfp://example.org/x", "Did you mean sftp://?"),
        ("gopher://example.org", "Write a folder, s3://"),
        ("s3:/x", "Write s3:// and then"),
        ("sftp:example.org", "Write sftp:// and then"),
        ("me@example.org:/var/www", "Write sftp://name@host/folder"),
        ("me@example.org:podcast", "Write sftp://name@host/folder"),
        (r"C:\podcast", "path of Windows"),
        (r"\\server\podcast", "path of Windows"),
        ("s3://", "no name of a bucket"),
        ("s3:///x", "no name of a bucket"),
        ("sftp:///x", "no name of a host"),
        ("sftp://host:port/x", "no name of a host"),
        ("sftp://host name/x", "no name of a host"),
        ("sftp://host:70000/x", "is no port"),
        ("s3://bucket:9000/x", "AWS_ENDPOINT_URL"),
        ("s3://ab/x", "name of a bucket"),
        ("s3://a..b/x", "name of a bucket"),
        ("s3://key@bucket/x", "name of a bucket"),
        ("webdavs://example.org/x?y", "? or #"),
        ("webdavs://example.org/a/../b", "there is a .."),
        ("webdavs://example.org/a/%2e%2e/b", "there is a .."),
    ],
)
def test_what_is_no_address_is_answered_with_what_to_write(text: str, says: str) -> None:
    with pytest.raises(DestinationError) as refused:
        read_address(text)
    assert says in f"{refused.value.message}. {refused.value.hint}"
    assert not refused.value.transient


@pytest.mark.parametrize("password", ["geheim", "ge/heim", "ge@heim", "ge:heim", "ge#heim", "ge?heim", ""])
@pytest.mark.parametrize("scheme", ["s3", "sftp", "webdav", "webdavs"])
def test_a_password_in_an_address_is_refused_and_not_repeated(scheme: str, password: str) -> None:
    with pytest.raises(DestinationError, match="there is a password") as refused:
        read_address(f"{scheme}://me:{password}@example.org/x")
    assert "heim" not in f"{refused.value.message}. {refused.value.hint}"


@pytest.mark.parametrize(
    "text", ["s3://box", "s3://box/a b", "sftp://me@h:22/~/x", "sftp://[::1]/x", "webdavs://h/Ü", "sftp://a%40b@h/x"]
)
def test_what_is_shown_can_be_written_again(text: str) -> None:
    address = read_address(text)
    assert isinstance(address, HostAddress)
    assert address.shown == text
