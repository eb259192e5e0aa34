from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pytest
from support.publishing import GUID, episode, put_in_place, sent_on, show, undrawn_covers, with_page

from audiogen.errors import OutputError
from audiogen.publish import layout
from audiogen.publish.outgoing import OutgoingFile
from audiogen.publish.site import publish

TODAY = dt.date(2026, 3, 2)
TODAYS = with_page(episode(1, plan="plans/01-session-0123abcd.svg"))
TOMORROWS = episode(2, published=TODAY + dt.timedelta(days=1))
HERE = "https://here.example/trust"


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    folder = tmp_path / "dist"
    put_in_place(folder, (TODAYS, TOMORROWS))
    (folder / "stems").mkdir()
    (folder / "stems/01-session-0123abcd.voice.flac").write_bytes(b"voice")
    (folder / "notes.txt").write_text("of the author's", encoding="utf-8")
    with undrawn_covers():
        publish(show(), GUID, (TODAYS, TOMORROWS), folder, tmp_path, day=TODAY)
    return folder


def content(file: OutgoingFile) -> bytes:
    return file.source if isinstance(file.source, bytes) else file.source.read_bytes()


def test_what_is_sent_is_what_was_published_and_is_due_and_nothing_beside_it(dist: Path) -> None:
    sent = sent_on(dist, TODAY, show().base_url)
    there = {path.relative_to(dist).as_posix() for path in dist.rglob("*") if path.is_file()}
    of_author = {"stems/01-session-0123abcd.voice.flac", "notes.txt"}
    assert {*sent} == {path for path in there - of_author if TOMORROWS.slug not in path}


def test_each_file_is_sent_as_it_lies_there_with_its_size_and_hash(dist: Path) -> None:
    for path, file in sent_on(dist, TODAY, show().base_url).items():
        assert file.size_bytes == len(content(file))
        assert file.sha256 == hashlib.sha256(content(file)).hexdigest()
        if path != layout.FACTS:  # of what is not due, a host is told nothing
            assert content(file) == (dist / path).read_bytes(), path


def test_what_is_not_due_is_not_named_in_anything_that_is_sent(dist: Path) -> None:
    sent = sent_on(dist, TODAY, show().base_url)
    assert not [path for path, file in sent.items() if TOMORROWS.slug.encode() in content(file)]


def test_a_day_later_the_next_session_is_sent_with_pages_that_lead_to_it(dist: Path) -> None:
    sent = sent_on(dist, TODAY + dt.timedelta(days=1), show().base_url)
    assert TOMORROWS.media[0].file in sent
    for path in ("index.html", "feed.xml", "offline.json", "show.json"):
        assert TOMORROWS.slug.encode() in content(sent[path])
    assert f"sessions/{TOMORROWS.slug}.html" in sent


def test_what_never_changes_is_sent_first_then_pages_and_what_tells_apps_last(dist: Path) -> None:
    order = [*sent_on(dist, TODAY, show().base_url)]
    kinds = [2 if path in {layout.FEED, layout.OFFLINE} else int(layout.is_changing(path)) for path in order]
    assert kinds == sorted(kinds)
    assert order[-2:] == [layout.FEED, layout.OFFLINE]


def test_pages_and_feed_name_the_address_where_they_are_going_to_be(dist: Path) -> None:
    sent = sent_on(dist, TODAY, HERE)
    assert f'href="{HERE}/feed.xml"'.encode() in content(sent["feed.xml"])
    assert show().base_url.encode() not in content(sent["feed.xml"])


def test_a_missing_sound_is_told_before_anything_is_sent(dist: Path) -> None:
    (dist / TODAYS.media[0].file).unlink()
    with pytest.raises(OutputError, match="is missing, though its episode is published"):
        sent_on(dist, TODAY, HERE)
