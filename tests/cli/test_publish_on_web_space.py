"""Published into the folder of a real web server, and looked at there over https as listeners do."""

from __future__ import annotations

import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.hosts import DOMAIN, Place, free_port, hosted, make_certificate
from support.publishable import begin_publishable, build_publishable

from audiogen.cli.main import run


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    """Web space without any settings."""
    for program in ("apache2", "openssl"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    # a server that root starts reads files as another user, who may not look into pytest's folders
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        place = Place(Path(name), free_port(), free_port())
        place.folder.chmod(0o755)
        place.dist.mkdir()
        make_certificate(place.folder)
        with hosted("apache", place):
            (place.dist / ".htaccess").unlink()
            yield place


@pytest.fixture
def said(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """Gives a command in the folder of a show whose domain leads to that web space."""
    address_of = socket.getaddrinfo

    def here(host: str, *rest: object, **more: object) -> object:
        return address_of("127.0.0.1" if host == DOMAIN else host, *rest, **more)  # type: ignore[arg-type] - passed on

    monkeypatch.setattr(socket, "getaddrinfo", here)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(place.folder / "cert.pem"))
    monkeypatch.setenv("AUDIOGEN_CACHE", str(tmp_path / "cache"))
    base_url = f"https://{DOMAIN}:{place.https}"
    begin_publishable(tmp_path / "show", base_url)
    build_publishable(tmp_path / "show", base_url)
    monkeypatch.chdir(tmp_path / "show")

    def say(*arguments: str) -> str:
        assert run([*arguments]) == 0
        shown = capsys.readouterr()
        return (shown.out + shown.err).replace(base_url, "BASE")

    return say


def test_what_listeners_get_there_is_what_was_sent(place: Place, said: Callable[..., str]) -> None:
    told = said("publish", str(place.dist), "--htaccess")
    assert "Looked at BASE as listeners do: the feed is the one that was sent, and sound can be jumped in." in told
    assert "Note:" not in told
    said("clients", "link", "c1")
    assert "Note:" not in said("publish", str(place.dist), "--clients", "--htaccess")


def test_in_another_folder_nobody_finds_it_which_is_said(place: Place, said: Callable[..., str]) -> None:
    for path in place.dist.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    told = said("publish", str(place.dist / "elsewhere"))
    assert "Note: BASE/feed.xml answers 404: is the destination the folder that this address leads to?" in told
