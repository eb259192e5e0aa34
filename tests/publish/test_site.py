from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.publishing import GUID, episode, media_bytes, publish_small, put_in_place, show, undrawn_covers

from audiogen.artwork import drawing
from audiogen.errors import OutputError
from audiogen.publish import site
from audiogen.publish.facts import ForClient, read_manifests, read_publication
from audiogen.publish.layout import is_text_or_picture
from audiogen.script.helplines import Helpline

ONE, TWO = episode(1), episode(2)
draw_jpeg = drawing.draw_jpeg


@pytest.fixture(autouse=True)
def quick_covers() -> Iterator[None]:
    with undrawn_covers():
        yield


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    return tmp_path / "dist"


def files(dist: Path) -> set[str]:
    return {path.relative_to(dist).as_posix() for path in dist.rglob("*") if path.is_file()}


def contents(dist: Path) -> dict[str, bytes]:
    return {name: (dist / name).read_bytes() for name in files(dist)}


def test_everything_that_the_feed_points_to_is_there(dist: Path) -> None:
    publish_small(dist, ONE, TWO)
    feed = (dist / "feed.xml").read_text(encoding="utf-8")
    addresses = [part.split('"')[0] for part in feed.split("https://pods.example/trust/")[1:]]
    named = {re.split("[<#]", address)[0] for address in addresses} - {""}
    assert len(named) > 10
    assert named <= files(dist)


def test_everything_that_the_page_points_to_is_there(dist: Path) -> None:
    publish_small(dist, ONE, TWO)
    page = (dist / "index.html").read_text(encoding="utf-8")
    assert {part.split('"')[0] for part in page.split('src="')[1:]} <= files(dist)


def test_publishing_again_touches_nothing(dist: Path) -> None:
    publish_small(dist, ONE, TWO)
    before = {name: (dist / name).stat().st_mtime_ns for name in files(dist) - {*ONE.files, *TWO.files}}
    there = files(dist)
    publish_small(dist, ONE, TWO)
    assert files(dist) == there
    assert {name: (dist / name).stat().st_mtime_ns for name in before} == before


def test_publishing_again_draws_nothing(dist: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_small(dist, ONE)
    monkeypatch.setattr(drawing, "draw_jpeg", lambda *_: pytest.fail("a cover was drawn again"))
    publish_small(dist, ONE)


def test_the_same_show_gives_the_same_bytes_elsewhere(
    dist: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "draw_jpeg", lambda design, px: draw_jpeg(design, 40))
    publish_small(dist, ONE, TWO)
    publish_small(tmp_path / "other", TWO, ONE)
    assert contents(dist) == contents(tmp_path / "other")


def test_a_cover_that_was_cut_off_is_drawn_again(dist: Path) -> None:
    publish_small(dist, ONE)
    cover = dist / read_publication(dist).cover
    whole = cover.read_bytes()
    cover.write_bytes(whole[:-10])
    publish_small(dist, ONE)
    assert cover.read_bytes() == whole


def test_what_vanished_episodes_leave_behind_is_removed_but_never_their_sound(dist: Path) -> None:
    publish_small(dist, ONE, TWO)
    before = files(dist)
    publish_small(dist, ONE)
    left = {name for name in files(dist) if "02-session" in name}
    assert left == {*TWO.files}
    # captions twice, chapters, two pictures; its page, its colours and its icon; and those of the page before it
    assert len(before - files(dist)) >= 8


def test_the_old_cover_is_removed_when_the_art_changes(dist: Path) -> None:
    publish_small(dist, ONE)
    before = read_publication(dist).cover
    publish_small(dist, ONE, of=show(title="A New Name"))
    assert read_publication(dist).cover != before
    assert before not in files(dist)


def test_the_users_own_files_stay(dist: Path) -> None:
    publish_small(dist, ONE, TWO)
    own = {"CNAME", "cover-12345678.jpg", "episodes/02-notes.vtt", "episodes/02-bonus.mp3", "assets/logo.png"}
    for name in own:
        (dist / name).write_bytes(b"mine")
    publish_small(dist, ONE)
    assert own <= files(dist)


def test_names_that_publishing_never_makes_are_never_removed(dist: Path) -> None:
    publish_small(dist, ONE)
    facts = dist / "show.json"
    facts.write_text(facts.read_text(encoding="utf-8").replace('"files": [', '"files": ["../keep.txt", "CNAME",'))
    for path in (dist / "CNAME", dist.parent / "keep.txt"):
        path.write_bytes(b"mine")
    there = files(dist)
    publish_small(dist, ONE)
    assert files(dist) == there
    assert (dist.parent / "keep.txt").exists()


@pytest.mark.parametrize(
    "name",
    [
        "episodes/01-a.mp3",
        "episodes/01-a-12345678.mp3",
        "stems/01-a-12345678.voice.flac",
        "episodes/01-a.json",
        "episodes/01-a-12345678.json",
        "index.html",
        "feed.xml",
        "../x.vtt",
    ],
)
def test_media_manifests_and_pages_are_not_among_what_may_vanish(name: str) -> None:
    assert not is_text_or_picture(name)


def test_a_full_disk_leaves_the_last_feed_and_its_pictures(dist: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_small(dist, ONE, TWO)
    before = contents(dist)

    def full(path: Path, data: bytes) -> None:
        if path.name == "index.html":
            message = f"cannot write {path}: {os.strerror(errno.ENOSPC)}"
            raise OutputError(message, hint="Make room.")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    monkeypatch.setattr(site, "write_atomically", full)
    with pytest.raises(OutputError) as failure:
        publish_small(dist, episode(1, title="Renamed"), of=show(title="Renamed too"))
    assert failure.value.hint
    after = contents(dist)
    assert after["feed.xml"] == before["feed.xml"]
    pictures = {name for name in before if name.endswith(".jpg")}
    assert {name: after[name] for name in pictures} == {name: before[name] for name in pictures}


def test_a_file_in_place_of_a_folder_is_told_with_a_way_out(dist: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    put_in_place(dist, (ONE,))
    (dist / "assets").write_bytes(b"in the way")
    with pytest.raises(OutputError, match="assets") as failure:
        publish_small(dist, ONE)
    assert failure.value.hint
    assert not (dist / "feed.xml").exists()


def test_nothing_half_written_stays_behind(dist: Path) -> None:
    publish_small(dist, ONE)
    assert not [name for name in files(dist) if Path(name).name.startswith(".")]


def test_media_is_not_touched(dist: Path) -> None:
    publish_small(dist, ONE)
    assert (dist / ONE.media[0].file).read_bytes() == media_bytes("01-session")


def test_the_facts_can_be_read_back(dist: Path) -> None:
    publish_small(dist, TWO, ONE, of=show(email="studio@pods.example", category="Education"))
    publication = read_publication(dist)
    assert publication.show.category == "Education"
    assert read_manifests(dist, publication) == (ONE, TWO)


@pytest.mark.parametrize("private", [False, True])
def test_helplines_and_own_words_reach_everybody_clients_included(dist: Path, tmp_path: Path, *, private: bool) -> None:
    chosen = (Helpline(name="Samaritans", call="116 123"), Helpline(name="By text", text="HOME to 741741"))
    words = (("begin", "Start here"), ("begins_in", (("one", "Soon."), ("other", "In {n} s."))))
    put_in_place(dist, (ONE,))
    of = show(helplines=chosen, words=words)
    site.publish(of, GUID, (ONE,), dist, tmp_path, client=ForClient() if private else None)
    published = read_publication(dist).show
    assert (published.helplines, published.words) == (chosen, words)
    page = (dist / "index.html").read_text(encoding="utf-8")
    assert "Start here" in page
    assert page.index('href="tel:116123"') < page.index('href="sms:741741?&amp;body=HOME"')


def test_the_facts_keep_the_workshop_private(dist: Path) -> None:
    publish_small(dist, ONE, of=show(voice={"name": "heart"}, bed={"sound": "ocean"}))
    text = (dist / "show.json").read_text(encoding="utf-8")
    assert "heart" not in text
    assert "ocean" not in text


@pytest.mark.parametrize(
    "text",
    [
        "{}", "[]", "3", '{"format": 1}', '{"format": 2, "episodes": 5}', '{"format": 1, "episodes": [{}]}',
        '{"format": 2, "episodes": ["x"]}', '{"format": 9}', "", "\x00",
    ],
)  # fmt: skip
def test_an_unreadable_show_file_is_told_with_a_way_out(dist: Path, text: str) -> None:
    dist.mkdir()
    (dist / "show.json").write_text(text)
    with pytest.raises(OutputError, match=r"show\.json") as failure:
        read_publication(dist)
    assert "audiogen build" in failure.value.hint


@pytest.mark.parametrize(("key", "value"), [("motif", 70), ("motif", -1), ("hue", 360)])
def test_a_show_file_with_a_drawing_that_is_not_there_is_told_with_a_way_out(dist: Path, key: str, value: int) -> None:
    publish_small(dist, ONE)
    facts = json.loads((dist / "show.json").read_text(encoding="utf-8"))
    facts["episodes"][0][key] = value
    (dist / "show.json").write_text(json.dumps(facts), encoding="utf-8")
    with pytest.raises(OutputError, match=r"show\.json"):
        read_publication(dist)


def test_a_show_without_episodes_can_be_published(dist: Path) -> None:
    publish_small(dist)
    assert "feed.xml" in files(dist)


_FROM_A_MANIFEST_ALONE = """
import json, sys
from pathlib import Path
from audiogen.artwork import drawing
from audiogen.manifest import read_manifest
from audiogen.publish.site import publish
from audiogen.script.model import Show

draw = drawing.draw_jpeg
drawing.draw_jpeg = lambda design, px: draw(design, 40)
dist = Path("dist")
manifest = read_manifest(dist / sys.argv[1])
show = Show(title="Small Show", author="audiogen", description="A show.", base_url="https://pods.example")
publish(show, "917393e3-1b1e-5cef-ace4-edaa54e1f810", [manifest], dist, Path())
print(json.dumps(sorted(sys.modules)))
"""


def test_from_a_manifest_to_the_feed_no_audio_code_is_imported(dist: Path) -> None:
    (dist / "episodes").mkdir(parents=True)
    (dist / ONE.file).write_text(ONE.to_json(), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", _FROM_A_MANIFEST_ALONE, ONE.file],
        cwd=dist.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    imported: set[str] = set(json.loads(done.stdout))
    ours = "ambience|audio|build|encode|plan|render|speech|verify"
    libraries = "numpy|av|lameenc|pydub|soundfile|soxr|gtts|onnxruntime"
    assert "audiogen.publish.feed" in imported
    assert not [name for name in imported if re.match(rf"(audiogen\.({ours})|{libraries})(\.|$)", name)]
    feed = (dist / "feed.xml").read_text(encoding="utf-8")
    assert f'length="{ONE.media[0].size_bytes}"' in feed
    assert f"https://pods.example/{ONE.media[0].file}" in feed
