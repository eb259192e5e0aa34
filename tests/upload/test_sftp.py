"""Servers with SFTP: who is let in, which hosts are believed, and servers that can do less than others."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import asyncssh
import pytest
from support.answering import answering_server
from support.destinations import MP3, SECRET, USER, Place, put, read, sftp_place
from support.sftp_server import SftpServed, sftp_server

from audiogen.upload.address import PASSWORD
from audiogen.upload.destination import DestinationError, open_destination

NO = "no"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with sftp_place(tmp_path_factory.mktemp("sftp")) as place:
        yield place


@pytest.fixture
def home(place: Place, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in place.environment.items():
        monkeypatch.setenv(name, value)
    return Path(place.environment["HOME"])


def told(address: str, path: str = "feed.xml") -> DestinationError:
    """What is said where a file cannot be put."""
    destination = open_destination(address, timeout_s=10)
    with pytest.raises(DestinationError) as refused:
        put(destination, path, b"feed")
    destination.close()
    assert SECRET not in f"{refused.value.message}{refused.value.hint}"
    return refused.value


def test_a_host_whose_key_is_not_known_is_refused_with_how_to_get_to_know_it(
    place: Place, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for known in (None, "", "other.example.org ssh-ed25519 AAAA\n"):
        if known is not None:
            (tmp_path / ".ssh").mkdir(exist_ok=True)
            (tmp_path / ".ssh/known_hosts").write_text(known)
        error = told(place.address)
        assert "127.0.0.1 shows a key that this computer does not know" in error.message
        assert f"`sftp -P {place.port} {USER}@127.0.0.1`" in error.hint
        assert not error.transient
    # not even where it is switched off for ssh
    (tmp_path / ".ssh/config").write_text("Host *\n  UserKnownHostsFile none\n  StrictHostKeyChecking no\n")
    assert "does not know" in told(place.address).message


def test_a_key_that_has_changed_is_refused(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    another = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode()
    (tmp_path / ".ssh").mkdir()
    (tmp_path / ".ssh/known_hosts").write_text(f"[127.0.0.1]:{place.port} {another}")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert "If you are told that the key has changed" in told(place.address).hint


@pytest.mark.parametrize("password", ["another", ""])
def test_who_is_not_let_in_is_told_where_to_look(
    place: Place, home: Path, monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    monkeypatch.setenv(PASSWORD, password)
    error = told(place.address)
    assert "127.0.0.1 does not let this login in" in error.message
    assert PASSWORD in error.hint


def test_the_settings_of_ssh_are_used(place: Place, home: Path) -> None:
    config = home / ".ssh/config"
    config.write_text(f"Host webspace\n  HostName 127.0.0.1\n  Port {place.port}\n  User {USER}\n")
    destination = open_destination("sftp://webspace/Übung eins/pod cast")
    put(destination, "feed.xml", b"feed")
    assert place.stored()["feed.xml"] == b"feed"
    destination.close()
    config.write_text("Host\n")
    assert "~/.ssh/config cannot be read" in told("sftp://webspace/x").message
    config.unlink()


def test_a_folder_may_be_named_from_where_a_login_leads(place: Place, home: Path) -> None:
    at = f"sftp://{USER.replace('@', '%40')}@127.0.0.1:{place.port}"
    for address, path in ((at, "one/a"), (f"{at}/~", "two/a"), (f"{at}/~/three", "a")):
        destination = open_destination(address)
        put(destination, path, b"x")
        assert read(destination, path) == b"x"
        assert [size for name, size in destination.list().items() if name == path] == [1]
        destination.delete(path)
        destination.close()


def test_links_to_files_are_files_and_links_to_folders_are_not_followed(place: Place, home: Path) -> None:
    root = next(home.glob("served"))
    (root / "links").mkdir()
    (root / "links/a").write_bytes(b"abc")
    (root / "links/b").symlink_to("a")
    (root / "links/circle").symlink_to(".")
    (root / "links/dead").symlink_to("nowhere")
    destination = open_destination(f"sftp://{USER.replace('@', '%40')}@127.0.0.1:{place.port}/links")
    assert destination.list() == {"a": 3, "b": 3}
    destination.close()


class _WithoutExtension(asyncssh.SFTPServer):
    """Renames only to names that are free, as servers of another kind do."""

    def posix_rename(self, oldpath: bytes, newpath: bytes) -> None:
        raise asyncssh.SFTPOpUnsupported(NO)

    def rename(self, oldpath: bytes, newpath: bytes) -> None:
        if os.path.lexists(self.map_path(newpath)):
            raise asyncssh.SFTPFailure(NO)
        super().posix_rename(oldpath, newpath)


class _Full(asyncssh.SFTPServer):
    """Has no room for more than 100 KB, and says it as OpenSSH does."""

    def write(self, file_obj: object, offset: int, data: bytes) -> int:
        if offset > 100_000:
            raise OSError(errno.ENOSPC, "No space left on device")
        return int(super().write(file_obj, offset, data))


class _Lossy(asyncssh.SFTPServer):
    """Takes everything and keeps the beginning."""

    def write(self, file_obj: object, offset: int, data: bytes) -> int:
        if offset > 100_000:
            return len(data)
        return int(super().write(file_obj, offset, data))


class _ReadOnly(asyncssh.SFTPServer):
    def open(self, path: bytes, pflags: int, attrs: asyncssh.SFTPAttrs) -> object:
        raise asyncssh.SFTPPermissionDenied(NO)


Serves = Callable[[type[asyncssh.SFTPServer]], tuple[Path, str]]


@pytest.fixture
def serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Serves]:
    """Starts a server of a kind, and says where it keeps its files and what its address is."""
    with ExitStack() as servers:

        def serve(kind: type[asyncssh.SFTPServer]) -> tuple[Path, str]:
            root = tmp_path / "served"
            root.mkdir()
            server: SftpServed = servers.enter_context(sftp_server(root, {"ana": SECRET}, kind))
            (tmp_path / ".ssh").mkdir()
            (tmp_path / ".ssh/known_hosts").write_text(f"[127.0.0.1]:{server.port} {server.public_key}\n")
            return root, f"sftp://ana@127.0.0.1:{server.port}/site"

        monkeypatch.setenv("HOME", str(tmp_path))
        monkeypatch.setenv(PASSWORD, SECRET)
        monkeypatch.setenv("SSH_AUTH_SOCK", "")
        yield serve


def test_a_server_that_replaces_nothing_by_a_rename_gets_new_files_all_the_same(serves: Serves) -> None:
    root, address = serves(_WithoutExtension)
    destination = open_destination(address)
    put(destination, "feed.xml", b"old")
    put(destination, "feed.xml", b"new")
    assert [(file.name, file.read_bytes()) for file in (root / "site").iterdir()] == [("feed.xml", b"new")]
    destination.close()


@pytest.mark.parametrize(
    ("kind", "says"),
    [(_Full, "there is no room left"), (_Lossy, "no room left"), (_ReadOnly, "may not write or read there")],
)
def test_what_a_server_refuses_leaves_the_old_file(serves: Serves, kind: type[asyncssh.SFTPServer], says: str) -> None:
    root, address = serves(kind)
    (root / "site").mkdir()
    (root / "site/a.mp3").write_bytes(b"old")
    destination = open_destination(address)
    with pytest.raises(DestinationError) as refused:
        put(destination, "a.mp3", b"new" * 100_000, MP3)
    destination.close()
    assert says in f"{refused.value.message}. {refused.value.hint}"
    assert not refused.value.transient
    assert [(file.name, file.read_bytes()) for file in (root / "site").iterdir()] == [("a.mp3", b"old")]


def test_what_stands_in_the_way_is_left_alone(serves: Serves) -> None:
    root, address = serves(asyncssh.SFTPServer)
    (root / "site/index.html").mkdir(parents=True)
    (root / "site/episodes").write_bytes(b"mine")
    for path in ("index.html", "episodes/a.mp3"):
        assert told(address, path).hint
    assert sorted(file.name for file in (root / "site").iterdir()) == ["episodes", "index.html"]


def test_another_kind_of_server_is_told_from_one_that_is_busy(home: Path) -> None:
    with answering_server() as server:
        error = told(f"sftp://ana@127.0.0.1:{server.server_port}/x")
    assert error.hint


def test_a_host_that_is_not_found_is_named(home: Path) -> None:
    error = told("sftp://ana@web.invalid/x")
    assert "there is no host web.invalid to be found" in error.message
    assert error.transient
