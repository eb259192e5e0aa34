"""`audiogen serve` behind the servers of docs/serving.md, set up with its own lines, and the units that start it."""

from __future__ import annotations

import datetime as dt
import gzip
import http.client
import shlex
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.asking import PATIENCE_S, running
from support.hosts import DOMAIN, PROGRAMS, Place, asking, free_port, in_front, make_certificate, units
from support.publishing import GUID, episode, media_bytes, publish_small, put_in_place, show, undrawn_covers

from audiogen.cli.main import run
from audiogen.clients.links import links_of
from audiogen.clients.lock import ClientIdentity, write_clients_lock
from audiogen.clients.secret import made_secret
from audiogen.publish.facts import ForClient
from audiogen.publish.site import publish
from audiogen.serve.server import make_app, make_clients_app
from audiogen.serve.settings import ServeSettings

ONE = episode(1)
MP3 = f"/{ONE.media[0].file}"
SOUND = media_bytes("01-session")
TODAY = dt.date(2026, 11, 30)
BASE = f"https://{DOMAIN}"


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    # a server that root starts reads files as another user, who may not look into pytest's folders
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name, undrawn_covers():
        folder = Path(name)
        folder.chmod(0o755)
        publish_small(folder / "dist", ONE)
        put_in_place(folder / "private" / "c1", (ONE,))
        publish(
            show(), GUID, (ONE,), folder / "private" / "c1", folder, client=ForClient(message="For you."), day=TODAY
        )
        write_clients_lock(folder, {"c1": ClientIdentity(uuid.UUID(int=4), linked=True, feed=True)})
        made_secret(folder)
        yield folder


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def program(request: pytest.FixtureRequest, folder: Path) -> str:
    for needed in (PROGRAMS[request.param], "openssl"):
        if shutil.which(needed) is None:
            pytest.skip(f"{needed} is not installed")
    make_certificate(folder)
    return str(request.param)


@pytest.mark.parametrize("path", ["", "/podcast"])
def test_the_podcast_is_the_same_behind_a_server_with_https(folder: Path, program: str, path: str) -> None:
    settings, place = ServeSettings(base_url=f"{BASE}{path}"), Place(folder, free_port(), free_port())
    app = make_app(folder / "dist", settings=settings)
    with running(app, settings) as port, in_front(program, place, port, path), asking(place) as ask:
        feed = ask(f"{path}/feed.xml").body.decode()
        assert f"{BASE}{path}{MP3}" in feed
        assert "127.0.0.1" not in feed
        part = ask(f"{path}{MP3}", Range="bytes=5-9")
        assert (part.status, part.body) == (206, SOUND[5:10])
        assert ask(f"{path}{MP3}").body == SOUND
        packed = ask(f"{path}/", Accept_Encoding="gzip")
        assert gzip.decompress(packed.body) == ask(f"{path}/", Accept_Encoding="identity").body
        tag = packed.headers["etag"]
        assert ask(f"{path}/", Accept_Encoding="gzip", If_None_Match=tag).status == 304
        assert packed.headers["cache-control"] == "no-cache"
        assert ask(f"{path}/none").status == 404


def test_a_client_comes_to_the_page_by_the_link_and_nobody_by_anything_else(folder: Path, program: str) -> None:
    settings, place = ServeSettings(base_url=BASE), Place(folder, free_port(), free_port())
    [link] = links_of(folder, TODAY)
    at = f"/p/{link.token}"
    app = make_clients_app(folder, settings, lambda: TODAY)
    with running(app, settings) as port, in_front(program, place, port), asking(place) as ask:
        page = ask(f"{at}/")
        assert "For you." in page.body.decode()
        assert page.headers["cache-control"] == "private, no-cache"
        assert page.headers["x-robots-tag"] == "noindex, nofollow"
        assert f"{BASE}{at}{MP3}" in ask(f"{at}/feed.xml").body.decode()
        assert ask(f"{at}{MP3}", Range="bytes=-5").body == SOUND[-5:]
        moved = ask(at)
        assert (moved.status, moved.headers["location"].removeprefix(f"{BASE}/p/")) == (308, f"{link.token}/")
        assert {ask(path).status for path in ("/p/", "/p/AAAAAAAAAAAAAAAAAAAAAA/", "/index.html", "/feed.xml")} == {404}


def test_whoever_comes_without_https_is_sent_there(folder: Path, program: str) -> None:
    settings, place = ServeSettings(base_url=BASE), Place(folder, free_port(), free_port())
    app = make_app(folder / "dist", settings=settings)
    with running(app, settings) as port, in_front(program, place, port):
        connection = http.client.HTTPConnection("127.0.0.1", place.http, timeout=PATIENCE_S)
        connection.request("GET", "/feed.xml", headers={"Host": DOMAIN})
        response = connection.getresponse()
        assert (response.status, response.getheader("location")) in [(code, f"{BASE}/feed.xml") for code in (301, 308)]
        connection.close()


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
@pytest.mark.parametrize("number", [0, 1])
def test_systemd_understands_the_units_and_finds_them_closed(tmp_path: Path, number: int) -> None:
    file = tmp_path / "audiogen.service"
    file.write_text(units()[number].replace("/opt/audiogen/bin/audiogen", sys.executable))
    for command in (["verify"], ["security", "--offline=true", "--threshold=25"]):
        done = subprocess.run(["systemd-analyze", *command, str(file)], check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "audiogen.service:" not in done.stderr


@pytest.mark.parametrize("number", [0, 1])
def test_the_units_start_what_there_is(folder: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    [line] = [line for line in units()[number].splitlines() if line.startswith("ExecStart=")]
    given = line.replace("/srv/meditation", str(folder)).replace("/home/you/practice", str(folder))
    started = list[tuple[Path, ServeSettings]]()
    for name in ("serve", "serve_clients"):
        monkeypatch.setattr(f"audiogen.serve.server.{name}", lambda at, settings, _: started.append((at, settings)))
    (folder / "scripts").mkdir(exist_ok=True)
    (folder / "scripts" / "show.yaml").touch()
    assert run(shlex.split(given)[1:]) == 0
    [(at, settings)] = started
    assert at == (folder / "dist", folder)[number]
    assert (settings.host, settings.port) == ("127.0.0.1", 8000 + number)
    assert settings.base_url in (BASE, "https://for-you.example.org")
