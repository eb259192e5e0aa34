"""The settings that are put beside the pages are those that docs/hosting.md shows, and that its tests run."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.asking import Ask
from support.hosts import Place, asking, free_port, hosted, make_certificate, snippet
from support.memory_destination import MemoryDestination

from audiogen.network.retry import RetryPolicy
from audiogen.publish.outgoing import OutgoingFile
from audiogen.upload.carrier import Carrier
from audiogen.upload.htaccess import NAME, htaccess, is_ours, settings, with_settings


def test_what_is_put_there_is_what_the_page_on_hosting_shows() -> None:
    assert settings() == snippet("apache")
    assert htaccess().decode().partition("\n")[2] == snippet("apache")


def test_of_clients_nothing_is_kept_in_between_found_by_search_engines_or_read_by_other_sites() -> None:
    text = htaccess(private=True).decode()
    assert '"private, max-age=31536000, immutable"' in text
    assert '"private, no-cache"' in text
    assert "public" not in text
    assert 'X-Robots-Tag "noindex' in text
    assert 'Referrer-Policy "no-referrer"' in text
    assert "Header set Access-Control-Allow-Origin" not in text
    assert text.splitlines()[1] == "Options -Indexes"


def test_a_file_of_somebody_else_is_told_from_one_of_ours() -> None:
    assert is_ours(htaccess())
    assert is_ours(htaccess(private=True))
    assert not is_ours(settings().encode())


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    """Web space with the podcast, and the pages of clients below it."""
    for program in ("apache2", "openssl"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    # a server that root starts reads files as another user, who may not look into pytest's folders
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        place = Place(Path(name), free_port(), free_port())
        place.folder.chmod(0o755)
        for path, content in FILES.items():
            (place.dist / path).parent.mkdir(parents=True, exist_ok=True)
            (place.dist / path).write_bytes(content)
        make_certificate(place.folder)
        with hosted("apache", place), asking(place) as ask:
            yield ask


TOKEN = "Fjkh2ne3NQFPkjeJZQ8N1_"  # noqa: S105 - of nobody
PAGE, SOUND = f"p/{TOKEN}/index.html", f"p/{TOKEN}/episodes/01-plain-01234567.mp3"
FILES = {
    "index.html": b"podcast",
    "p/.htaccess": htaccess(private=True),
    "p/index.html": b"nothing",
    PAGE: b"page of one client",
    SOUND: b"sound" * 100,
}


def test_on_web_space_a_clients_page_is_for_nobody_between_and_nobody_who_searches(ask: Ask) -> None:
    for path, kept in ((PAGE, "private, no-cache"), (SOUND, "private, max-age=31536000, immutable")):
        answer = ask(f"/{path}")
        assert (answer.status, answer.body) == (200, FILES[path])
        assert answer.headers["cache-control"] == kept
        assert "noindex" in answer.headers["x-robots-tag"]
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "access-control-allow-origin" not in answer.headers
    assert ask(f"/{SOUND}", Range="bytes=0-1").status == 206


def test_on_web_space_nobody_gets_a_list_of_clients_folders(ask: Ask) -> None:
    assert ask("/p/").body == FILES["p/index.html"]
    assert TOKEN.encode() not in ask(f"/p/{TOKEN}/episodes/").body
    assert ask(f"/p/{TOKEN}/episodes/").status in {403, 404}
    assert ask("/p/.htaccess").status in {403, 404}
    assert ask("/index.html").headers["access-control-allow-origin"] == "*"


def test_what_passes_by_is_tried_again_before_anything_is_sent() -> None:
    there = MemoryDestination({NAME: htaccess()}, faults={1: "slip before"})
    carrier = Carrier(there, RetryPolicy(attempts=2, sleep=lambda _seconds: None), lambda _event: None)
    assert with_settings({}, carrier, asked=False) == ({NAME: OutgoingFile.of(htaccess())}, ())
