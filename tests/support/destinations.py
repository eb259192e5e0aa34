"""Destinations of every kind, with a look at what they hold that asks nothing of audiogen."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import quote

import requests

from audiogen.upload.address import PASSWORD
from audiogen.upload.destination import Destination, FileContent, FileKind

HTML: Final = FileKind("text/html; charset=utf-8", "no-cache")
MP3: Final = FileKind("audio/mpeg", "public, max-age=31536000, immutable")
FOLDER: Final = "Übung eins/pod cast"
"""The folder that files are sent to in each place."""
USER: Final = "ana@example.org"
SECRET: Final = "a-secret-that-is-never-shown"  # noqa: S105 - of a server on this machine


@dataclass(frozen=True, slots=True)
class Place:
    """A place that files can be sent to."""

    kind: str
    address: str
    stored: Callable[[], dict[str, bytes]]
    """All that lies there now, whatever its name, without going through audiogen."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """What has to be set for it."""
    port: int | None = None
    """Where its server listens on this machine."""
    through: Callable[[int], tuple[str, Mapping[str, str]]] = field(default=lambda _: ("", {}))
    """The address and the environment with which it is reached by way of another port."""


@contextmanager
def folder_place(tmp: Path) -> Iterator[Place]:
    """A folder of this computer."""
    root = tmp / FOLDER
    yield Place("folder", str(root), lambda: files_below(root))


@contextmanager
def s3_place(tmp: Path) -> Iterator[Place]:
    """A bucket of moto's."""
    # slow to import, and only needed here
    from moto.server import ThreadedMotoServer  # noqa: PLC0415 - see above

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    port = server.get_host_and_port()[1]
    store = _Bucket(port)
    store.make()
    yield Place(
        "s3",
        f"s3://{store.name}/{FOLDER}",
        store.stored,
        _keys(port, tmp),
        port,
        lambda other: (f"s3://{store.name}/{FOLDER}", _keys(other, tmp)),
    )
    server.stop()


@dataclass(frozen=True, slots=True)
class _Bucket:
    port: int
    name: str = "meditation"

    def make(self) -> None:
        requests.post(f"http://127.0.0.1:{self.port}/moto-api/reset", timeout=30).raise_for_status()
        requests.put(f"http://127.0.0.1:{self.port}/{self.name}", timeout=30).raise_for_status()

    def stored(self) -> dict[str, bytes]:
        from moto.s3.models import s3_backends  # noqa: PLC0415 - see above

        bucket = s3_backends["123456789012"]["aws"].buckets[self.name]
        begin = f"{FOLDER}/"
        assert bucket.multiparts == {}
        return {key.removeprefix(begin): found.value for key, found in bucket.keys.items()}


def _keys(port: int, tmp: Path) -> Mapping[str, str]:
    """The environment of somebody who has nothing but two keys."""
    return {
        "HOME": str(tmp),
        "AWS_CONFIG_FILE": str(tmp / "none"),
        "AWS_SHARED_CREDENTIALS_FILE": str(tmp / "none"),
        "AWS_ACCESS_KEY_ID": "AKIATESTTESTTESTTEST",
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_EC2_METADATA_DISABLED": "true",
        "NO_PROXY": "127.0.0.1",
    }


@contextmanager
def sftp_place(tmp: Path) -> Iterator[Place]:
    """A folder that asyncssh serves to whoever has the password; the host is known."""
    from support.sftp_server import sftp_server  # noqa: PLC0415 - slow to import

    root = tmp / "served"
    (root / "home").mkdir(parents=True)
    with sftp_server(root, {USER: SECRET}) as server:
        (tmp / ".ssh").mkdir()
        (tmp / ".ssh/known_hosts").write_text(f"* {server.public_key}\n")
        environment = {PASSWORD: SECRET, "HOME": str(tmp), "SSH_AUTH_SOCK": ""}

        def address(port: int) -> str:
            return f"sftp://{quote(USER)}@127.0.0.1:{port}/{FOLDER}"

        yield Place(
            "sftp",
            address(server.port),
            lambda: files_below(root / FOLDER),
            environment,
            server.port,
            lambda other: (address(other), environment),
        )


@contextmanager
def webdav_place(tmp: Path, *, digest: bool = False) -> Iterator[Place]:
    """A folder that wsgidav serves to whoever has the password."""
    root = tmp / "served"
    root.mkdir()
    asked = {"accept_basic": not digest, "accept_digest": digest, "default_to_digest": digest}
    settings = {
        "provider_mapping": {"/dav": str(root)},
        "simple_dc": {"user_mapping": {"*": {USER: {"password": SECRET}}}},
        "http_authenticator": asked,
        "verbose": 0,
        "logging": {"enable": False},
    }

    def address(port: int) -> str:
        return f"webdav://{quote(USER)}@127.0.0.1:{port}/dav/{quote(FOLDER)}"

    environment = {PASSWORD: SECRET, "NO_PROXY": "127.0.0.1"}
    program = Path(__file__).with_name("webdav_server.py")
    command = (sys.executable, str(program), json.dumps(settings))
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        port = int(server.stdout.readline())
        yield Place(
            "webdav",
            address(port),
            lambda: files_below(root / FOLDER),
            environment,
            port,
            lambda other: (address(other), environment),
        )
        server.communicate()


def files_below(root: Path) -> dict[str, bytes]:
    """Every file in a folder and those in it."""
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


SERVERS: Final[Mapping[str, Callable[[Path], AbstractContextManager[Place]]]] = {
    "s3": s3_place,
    "sftp": sftp_place,
    "webdav": webdav_place,
}
PLACES: Final[Mapping[str, Callable[[Path], AbstractContextManager[Place]]]] = {"folder": folder_place, **SERVERS}


def put(destination: Destination, path: str, data: bytes, kind: FileKind = HTML) -> None:
    """Send some bytes."""
    destination.put(path, FileContent(data, len(data)), kind)


def read(destination: Destination, path: str) -> bytes:
    """Fetch all of a file."""
    return b"".join(destination.read(path))
