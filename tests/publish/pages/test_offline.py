"""What is kept without a connection: it is there, it is all that pages need, and its version follows from it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.asking import asking, served
from support.publishing import episode, publish_small, show, undrawn_covers

from audiogen.publish.pages.app_folder import app_folder
from audiogen.publish.pages.stamp import stamp_of

ONE, TWO = episode(1), episode(2)


@pytest.fixture(autouse=True)
def quick_covers() -> Iterator[None]:
    with undrawn_covers():
        yield


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    return tmp_path / "dist"


def kept(dist: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((dist / "offline.json").read_text(encoding="utf-8"))
    return found


def pages(dist: Path) -> list[dict[str, Any]]:
    found = kept(dist)
    return [found["shell"], *found["sessions"]]


def test_all_that_is_named_is_there_and_each_page_has_the_stamp_that_is_told(dist: Path) -> None:
    publish_small(dist, ONE, TWO)
    for page in pages(dist):
        assert stamp_of((dist / page["page"]).read_text(encoding="utf-8")) == page["stamp"] != ""
        assert [name for name in page["files"] if not (dist / name).is_file()] == []
        for sound in page.get("sounds", ()):
            assert (dist / sound["file"]).stat().st_size == sound["size"]


def test_what_pages_load_is_named(dist: Path) -> None:
    publish_small(dist, ONE, TWO)
    everywhere = {*kept(dist)["shell"]["files"]}
    assert {*app_folder().files} <= everywhere
    for page in pages(dist):
        text = (dist / page["page"]).read_text(encoding="utf-8")
        loaded = re.findall(r'<(?:link|script|img)[^>]* (?:href|src)="(?:\.\./)?((?:assets|app)[^"]*)"', text)
        assert len(loaded) > 10
        assert {*loaded} <= everywhere | {*page["files"]}


def test_the_version_follows_from_all_that_is_named(dist: Path, tmp_path: Path) -> None:
    publish_small(dist, ONE, TWO)
    publish_small(tmp_path / "same", ONE, TWO)
    publish_small(tmp_path / "other", ONE, episode(2, title="Another"))
    versions = [kept(folder)["version"] for folder in (dist, tmp_path / "same", tmp_path / "other")]
    assert versions[0] == versions[1] != versions[2]


def test_a_page_keeps_its_stamp_as_long_as_it_says_the_same(dist: Path, tmp_path: Path) -> None:
    publish_small(dist, ONE, TWO)
    publish_small(tmp_path / "other", ONE, episode(2, title="Another", summary="Another."))
    stamps = [{page["page"]: page["stamp"] for page in pages(folder)} for folder in (dist, tmp_path / "other")]
    assert {name for name, stamp in stamps[0].items() if stamps[1][name] == stamp} == set()
    publish_small(dist, ONE, TWO, of=show())
    assert {page["page"]: page["stamp"] for page in pages(dist)} == stamps[0]


def test_the_page_that_is_rendered_for_an_address_has_the_stamp_of_the_published_one(dist: Path) -> None:
    publish_small(dist, ONE)
    with served(dist) as port, asking(port) as ask:
        rendered = ask("/index.html").body.decode()
    assert stamp_of(rendered) == stamp_of((dist / "index.html").read_text(encoding="utf-8")) != ""
