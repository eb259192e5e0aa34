"""Judges what lies in dist/ as a stranger would who fetches it from a plain web server."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

from audiogen.manifest import Manifest, read_manifest
from audiogen.publish.chapters import chapters_json
from audiogen.publish.facts import read_publication
from audiogen.publish.transcript import paragraphs, subrip, webvtt

_PODCAST = "{https://podcastindex.org/namespace/1.0}"
_ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"


def judge(dist: Path) -> None:
    """Assert that feed, page and show.json each describe sound that is there, and captions of that very sound."""
    by_sound = _manifests(dist)
    _judge_feed(dist, by_sound)
    _judge_pages(dist, by_sound)
    _judge_what_phones_keep(dist)
    for facts in read_publication(dist).episodes:
        manifest = read_manifest(dist / facts.manifest)
        _judge_sound(dist, manifest)
        assert (dist / facts.vtt).read_text(encoding="utf-8") == webvtt(manifest)
        assert (dist / facts.cover).is_file()
        assert (dist / facts.thumbnail).is_file()


def leftovers(dist: Path) -> set[str]:
    """What nothing names, and folders that are empty."""
    publication = read_publication(dist)
    manifests = [read_manifest(dist / each.manifest) for each in publication.episodes]
    named = publication.named.union(*(each.files for each in manifests))
    found = {path.relative_to(dist).as_posix() for path in dist.rglob("*") if path.is_file()}
    empty = {path.relative_to(dist).as_posix() for path in dist.rglob("*") if path.is_dir() and not any(path.iterdir())}
    return (found - named) | empty


def _manifests(dist: Path) -> dict[str, Manifest]:
    """Every manifest that stands there, by its first media file."""
    names = [path for path in dist.glob("episodes/*.json") if not path.name.endswith(".chapters.json")]
    found = [read_manifest(path) for path in names]
    return {each.media[0].file: each for each in found}


def _judge_sound(dist: Path, manifest: Manifest) -> None:
    for media in manifest.sounds:
        assert hashlib.sha256((dist / media.file).read_bytes()).hexdigest() == media.sha256


def _judge_feed(dist: Path, by_sound: dict[str, Manifest]) -> None:
    channel = ET.fromstring((dist / "feed.xml").read_bytes())[0]  # noqa: S314 - our own
    assert (dist / _path(channel.find(f"{_ITUNES}image"), "href")).is_file()
    for item in channel.findall("item"):
        enclosure = item.find("enclosure")
        manifest = by_sound[_path(enclosure, "url")]
        _judge_sound(dist, manifest)
        assert enclosure is not None
        assert int(enclosure.attrib["length"]) == (dist / manifest.media[0].file).stat().st_size
        assert item.findtext("title") == manifest.full_title
        assert item.findtext("guid") == manifest.guid
        vtt, srt = (_read(dist, each, "url") for each in item.findall(f"{_PODCAST}transcript"))
        assert (vtt, srt) == (webvtt(manifest), subrip(manifest))
        assert _read(dist, item.find(f"{_PODCAST}chapters"), "url") == chapters_json(manifest)
        assert (dist / _path(item.find(f"{_ITUNES}image"), "href")).is_file()


def _judge_pages(dist: Path, by_sound: dict[str, Manifest]) -> None:
    """Each page, old or new, names a whole set of files that are there."""
    pages = [dist / "index.html", *sorted((dist / "sessions").glob("*.html"))]
    assert {page.stem for page in pages[1:]} >= {each.slug for each in read_publication(dist).episodes}
    for page in pages:
        text = page.read_text(encoding="utf-8")
        for name in re.findall(r'<(?:link|script|audio)[^>]* (?:href|src)="((?!http|#)[^"]+)"', text):
            assert (page.parent / unquote(name)).is_file(), f"{page.name}: {name}"
        told = re.search(r'<script type="application/json" id="facts">(.*?)</script>', text, re.DOTALL)
        assert told
        for session in json.loads(told[1])["sessions"]:
            for track in session["tracks"]:
                _judge_track(dist, page, track, by_sound)


def _judge_what_phones_keep(dist: Path) -> None:
    """What a phone is told to keep, and to show among its apps, is there."""
    kept = json.loads((dist / "offline.json").read_bytes())
    pages = [kept["shell"], *kept["sessions"]]
    names = [name for page in pages for name in (page["page"], *page["files"])]
    names += [sound["file"] for session in kept["sessions"] for sound in session["sounds"]]
    names += [icon["src"] for icon in json.loads((dist / "app.webmanifest").read_bytes())["icons"]]
    assert [name for name in (*names, "sw.js") if not (dist / name).is_file()] == []


def _judge_track(dist: Path, page: Path, track: dict[str, Any], by_sound: dict[str, Manifest]) -> None:
    # while a build switches, a page may be the old one, and its manifest stands beside the new one of the same name
    sources = [
        (page.parent / sound["src"]).resolve().relative_to(dist.resolve()).as_posix() for sound in track["sounds"]
    ]
    named = [each for each in by_sound.values() if {*sources} <= {media.file for media in each.sounds}]
    # what the page plays is the same where only tags have changed: then one of two manifests is whole
    manifest = next(each for each in named if all((dist / media.file).is_file() for media in each.sounds))
    _judge_sound(dist, manifest)
    assert manifest.name == track["name"]
    assert track["duration_s"] == manifest.media[0].duration_s
    assert track["sounds"][0]["guid"] == manifest.guid
    assert all((dist / source).is_file() for source in sources)
    assert len(paragraphs(manifest)) > 0


def _read(dist: Path, element: ET.Element | None, name: str) -> str:
    return (dist / _path(element, name)).read_text(encoding="utf-8")


def _path(element: ET.Element | None, name: str) -> str:
    assert element is not None
    return unquote(urlsplit(element.attrib[name]).path).lstrip("/")
