"""The servers of docs/hosting.md, set up with its own lines, held to what `audiogen serve` says of the same files."""

from __future__ import annotations

import http.client
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.asking import PATIENCE_S, Ask
from support.hosts import (
    ANY_REPOSITORY,
    DOMAIN,
    PROGRAMS,
    Place,
    asking,
    free_port,
    hosted,
    make_certificate,
    snippet,
)
from support.publishing import episode, media_bytes, publish_small, undrawn_covers

from audiogen.publish import layout
from audiogen.publish.kinds import FRAMED_NOWHERE, RSS, headers_of, is_served, is_text, media_type
from audiogen.serve.encoding import LEAST_BYTES

MP3 = f"/{episode(1).media[0].file}"
SOUND = media_bytes("01-session")
SIZE = len(SOUND)
ADDED = (
    *("sw.js", "offline.json", "app.webmanifest", "assets/a-01234567.jpg"),
    *(f"episodes/a-01234567{ending}" for ending in (".m4a", ".opus", ".flac", ".wav", ".voice.page.mp3")),
    *("stems/a-01234567.voice.flac", "plans/a-01234567.svg", ".hidden/notes.txt"),
)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    # a server that root starts reads files as another user, who may not look into pytest's folders
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name, undrawn_covers():
        folder = Path(name)
        folder.chmod(0o755)
        publish_small(folder / "dist", episode(1))
        for path in ADDED:
            (folder / "dist" / path).parent.mkdir(exist_ok=True)
            (folder / "dist" / path).write_bytes(b"what is in it\n" * 50)
        yield folder


@pytest.fixture(scope="module", params=PROGRAMS)
def place(request: pytest.FixtureRequest, folder: Path) -> Iterator[Place]:
    for program in (PROGRAMS[request.param], "openssl"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    make_certificate(folder)
    place = Place(folder, free_port(), free_port())
    with hosted(request.param, place):
        yield place


@pytest.fixture(scope="module")
def ask(place: Place) -> Iterator[Ask]:
    with asking(place) as ask:
        yield ask


@pytest.fixture(scope="module")
def paths(place: Place) -> list[str]:
    return [file.relative_to(place.dist).as_posix() for file in place.dist.rglob("*") if file.is_file()]


def test_every_file_has_its_type_and_is_kept_as_long_as_its_name_allows(ask: Ask, paths: list[str]) -> None:
    for path in filter(is_served, paths):
        said = ask(f"/{path}", "HEAD").headers
        assert said["cache-control"] == headers_of(path)["cache-control"], path
        kind = RSS if path == layout.FEED else media_type(path) or ""
        # what is in JSON and XML is UTF-8, whether that is said or not
        exact = path.endswith((".html", ".css", ".js", ".vtt", ".srt"))
        said_kind = said["content-type"].replace("UTF-8", "utf-8")
        assert said_kind == kind if exact else said_kind.split(";")[0] == kind.split(";")[0], path


def test_every_file_may_be_read_from_anywhere_and_framed_nowhere(ask: Ask, paths: list[str]) -> None:
    for path in filter(is_served, paths):
        said = ask(f"/{path}", "HEAD").headers
        assert said["access-control-allow-origin"] == "*"
        assert said["content-security-policy"] == FRAMED_NOWHERE
        assert said["x-content-type-options"] == "nosniff"


def test_texts_come_compressed_and_media_never(ask: Ask, paths: list[str], place: Place) -> None:
    for path in filter(is_served, paths):
        answer = ask(f"/{path}", Accept_Encoding="gzip, br")
        if not is_text(path):
            assert "content-encoding" not in answer.headers, path
        elif (place.dist / path).stat().st_size >= LEAST_BYTES:
            assert answer.headers["content-encoding"] == "gzip", path
            assert "accept-encoding" in answer.headers["vary"].lower()


@pytest.mark.parametrize("coding", ["gzip", "identity"])
@pytest.mark.parametrize("path", ["/index.html", "/feed.xml", "/sw.js", "/offline.json", MP3])
def test_what_somebody_has_already_is_not_sent_again(ask: Ask, path: str, coding: str) -> None:
    tag = ask(path, Accept_Encoding=coding).headers["etag"]
    again = ask(path, Accept_Encoding=coding, If_None_Match=tag)
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize(
    ("asked", "first", "end"),
    [("bytes=0-1", 0, 2), ("bytes=-50", SIZE - 50, SIZE), (f"bytes=9-{SIZE + 100}", 9, SIZE)],
)
def test_a_range_of_a_sound_is_answered_with_that_part(ask: Ask, asked: str, first: int, end: int) -> None:
    answer = ask(MP3, Range=asked, Accept_Encoding="gzip")
    assert (answer.status, answer.body) == (206, SOUND[first:end])
    assert answer.headers["content-range"] == f"bytes {first}-{end - 1}/{SIZE}"


def test_a_range_behind_the_end_cannot_be_met(ask: Ask) -> None:
    assert ask(MP3, Range=f"bytes={SIZE}-").status == 416


def test_the_folder_itself_is_the_page(ask: Ask) -> None:
    assert ask("/").body == ask("/index.html").body
    assert ask("/").headers["cache-control"] == "no-cache"


def test_what_is_not_published_is_not_sent_and_no_folder_is_listed(ask: Ask, paths: list[str]) -> None:
    unpublished = [path for path in paths if not is_served(path)]
    assert len(unpublished) >= 3
    assert {ask(f"/{path}").status for path in (*unpublished, "none.mp3", "episodes/none.mp3")} == {404}
    assert {ask(f"/{path}/").status for path in ("episodes", "sessions", "stems")} <= {403, 404}


def test_that_something_is_not_there_is_kept_by_nobody(ask: Ask) -> None:
    # while somebody uploads, a page may already name what comes a second later
    assert ask("/episodes/none-01234567.mp3").headers.get("cache-control", "no-cache") == "no-cache"


def test_whoever_comes_without_https_is_sent_there(place: Place) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", place.http, timeout=PATIENCE_S)
    connection.request("GET", "/sessions/01-session.html?a=b", headers={"Host": DOMAIN})
    response = connection.getresponse()
    assert response.status in (301, 308)
    assert response.getheader("location") == f"https://{DOMAIN}/sessions/01-session.html?a=b"
    connection.close()


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_branch_of_pages_holds_what_is_published_in_one_commit_however_often(folder: Path) -> None:
    def git(*arguments: str) -> list[str]:
        whole = ["git", f"--git-dir={folder}/pages.git", *arguments]
        return subprocess.run(whole, check=True, capture_output=True, text=True).stdout.splitlines()

    git("init", "--quiet", "--bare")
    (folder / "publish.sh").write_text(snippet("sh").replace(ANY_REPOSITORY, f"{folder}/pages.git"))
    who = {f"GIT_{role}_{what}": "you@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    for name in ("episodes/b-01234567.mp3", "episodes/c-01234567.mp3"):
        (folder / "dist" / name).write_bytes(b"another")
        subprocess.run(["sh", "publish.sh"], check=True, capture_output=True, cwd=folder, env=os.environ | who)
    assert len(git("log", "--format=%h", "gh-pages")) == 1
    files = [file.relative_to(folder / "dist").as_posix() for file in (folder / "dist").rglob("*") if file.is_file()]
    assert set(git("ls-tree", "-r", "--name-only", "gh-pages")) >= {file for file in files if is_served(file)}
    assert not [file for file in git("ls-tree", "-r", "--name-only", "gh-pages") if file.startswith(("stems", "plans"))]
