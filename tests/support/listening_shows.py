"""Published shows with sound that plays, for tests in a browser; `tests/browser/shows.toml` says what is in them."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import tomllib
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from PIL import Image
from support.pseudo import pseudo_words
from support.publishing import GUID, episode
from support.real_sound import SoundFolder, mp3_frames
from support.repository import ROOT

from audiogen.artwork import drawing
from audiogen.artwork.design import Design
from audiogen.build.page_sound import page_guid
from audiogen.encode.tags import Tags
from audiogen.manifest import BreathMark, Caption, ChapterMark, Manifest, PageSound
from audiogen.publish.facts import ClientSession, ForClient, read_published
from audiogen.publish.pages.site_pages import render_pages
from audiogen.publish.site import publish
from audiogen.script.breath import NATURAL, parse_pattern
from audiogen.script.length_words import track_name
from audiogen.script.model import Notes, Show
from audiogen.script.own_words import OwnTexts

_FOLDER: Final = ROOT / "tests/browser"
SHOWS: Final[Mapping[str, Any]] = tomllib.loads((_FOLDER / "shows.toml").read_text(encoding="utf-8"))
SESSIONS: Final = len(SHOWS["course"]["sessions"])
MANY: Final = 60
"""Sessions of the long show."""

_LENGTH_S: Final = 600
_KBPS: Final = {600: 128}
"""At any other length as few as a listener would still take: the files are there to be played, not to be enjoyed."""
_HERTZ: Final = {"full": 220, "voice": 330}
"""What is heard of each mix: a quiet tone."""
_CHAPTERS: Final = ("Arriving", "The beam", "The harbour", "Closing")
_ENDS: Final = (0.1, 0.3, 0.9, 1.0)
"""Where the chapters end, as parts of the whole; the second is for breathing."""
_PAGE_ENDINGS: Final = {"full": ".page.mp3", "voice": ".voice.page.mp3"}
_BEFORE_BREATHS_S: Final = 4
_WORDS: Final = (
    "Hello, and welcome.",
    "You can follow all of it or some of it.",
    "Every rock that ever scraped a hull has a line in there.",
    "Stay with that for a while, or leave it.",
)
_EMBEDDED: Final = b"\xff\xd8" + bytes(170_000) + b"\xff\xd9"
"""What stands for the picture in a tagged file: as large as one."""


def breathing_s(name: str) -> float:
    """When the first breath begins in each session of a show, in the session's own length."""
    return float(_ENDS[0] * _written(name).get("length_s", _LENGTH_S)) + _BEFORE_BREATHS_S


@dataclass(frozen=True, slots=True)
class _Track:
    show: Mapping[str, Any]
    session: Mapping[str, Any]
    number: int
    length_s: float
    main: bool

    @property
    def slug(self) -> str:
        return f"{self.number:02}-session"

    @property
    def language(self) -> str:
        return str(self.of_session("language", "en"))

    def of_session(self, key: str, usual: Any) -> Any:
        """What the session says by itself, else the show."""
        return self.session.get(key, self.show.get(key, usual))

    @property
    def name(self) -> str:
        return track_name(self.slug, None if self.main else self.length_s)


def make_show(name: str, project: Path) -> None:
    """Publish one of the shows into dist/ below a folder that does not exist yet."""
    written = _long_show() if name == "many" else _written(name)
    project.mkdir(parents=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drawing, "draw_jpeg", cache(_drawn_small))
        manifests = list(_manifests(written, project / "dist"))
        client = _client(written["client"], len(manifests)) if "client" in written else None
        publish(
            _show(written, project),
            _guid(written.get("later_form_of", name)),
            manifests,
            project / "dist",
            project,
            client=client,
        )
    for number, session in enumerate(written["sessions"], 1):
        for file in (project / "dist/episodes").glob(f"{number:02}-*.mp3") if "spoiled" in session else ():
            _spoil(file, session["spoiled"])


def pages_in(language: str, project: Path) -> Mapping[str, str]:
    """The pages of a show that was made, as they would be in another language: texts by their paths below dist/."""
    publication, manifests = read_published(project / "dist")
    show = publication.show.model_copy(update={"language": language})
    translated = [each.model_copy(update={"language": language}) for each in manifests]
    return render_pages(publication.model_copy(update={"show": show}), translated, show.base_url).pages


def _drawn_small(design: Design, px: int, most_bytes: int | None = None) -> bytes:
    """No page asks for the pictures that are drawn for podcast apps; they have to be there."""
    return drawing.encode_jpeg(drawing.draw_image(design, min(px, 104)), most_bytes)


def _spoil(file: Path, how: str) -> None:
    content = file.read_bytes()
    # it may be the file of other tracks, too
    file.unlink()
    if how == "cut":
        file.write_bytes(content[: len(content) // 2])
    elif how == "garbled":
        file.write_bytes(bytes(byte ^ 0x55 for byte in content))


def _show(written: Mapping[str, Any], project: Path) -> Show:
    keys = ("title", "author", "email", "description", "language", "helplines", "mixes")
    facts: dict[str, Any] = {key: written[key] for key in keys if key in written}
    if written.get("pseudo"):
        facts["words"] = pseudo_words()
    if "words_of_page" in written:
        facts["words"] = _own_words(written["words_of_page"])
    if written.get("cover"):
        (project / "cover.png").write_bytes(_own_cover())
        facts["cover"] = "cover.png"
    return Show.model_validate({"author": "audiogen", **facts})


def _client(written: Mapping[str, Any], count: int) -> ForClient:
    days = (written["start"] + dt.timedelta(days=at) for at in range(count))
    sessions = (ClientSession(slug=f"{at:02}-session", day=day) for at, day in enumerate(days, 1))
    return ForClient(message=written["message"], sessions=tuple(sessions))


def _own_cover() -> bytes:
    """Bands of colour, as a photograph of an evening has them."""
    bands = Image.new("RGB", (1, 3))
    bands.putdata([(38, 52, 94), (214, 120, 84), (24, 30, 44)])
    file = io.BytesIO()
    bands.resize((1400, 1400), Image.Resampling.BILINEAR).save(file, "PNG", compress_level=1)
    return file.getvalue()


def _guid(name: str) -> str:
    return str(uuid.uuid5(uuid.UUID(GUID), name))


def _written(name: str) -> Mapping[str, Any]:
    written = SHOWS[name]
    return {**SHOWS[written["like"]], **written} if "like" in written else written


def _own_words(file: str) -> OwnTexts:
    texts = tomllib.loads((_FOLDER / file).read_text(encoding="utf-8"))
    return tuple((name, text if isinstance(text, str) else tuple(text.items())) for name, text in texts.items())


def _long_show() -> Mapping[str, Any]:
    breaths = itertools.cycle(("4-6", "box", "natural"))
    sessions = [{"title": f"Evening {at} by the Water", "breathing": next(breaths)} for at in range(1, MANY + 1)]
    return {"title": "A Year of Evenings", "description": "One for each week.", "length_s": 60, "sessions": sessions}


def _manifests(written: Mapping[str, Any], dist: Path) -> Iterator[Manifest]:
    sound = SoundFolder(dist)
    for number, session in enumerate(written["sessions"], 1):
        usual = written.get("length_s", _LENGTH_S)
        yield _manifest(_Track(written, session, number, usual, main=True), sound)
        for length_s in session.get("lengths", ()):
            yield _manifest(_Track(written, session, number, length_s, main=False), sound)


def _manifest(track: _Track, sound: SoundFolder) -> Manifest:
    # nothing of the session, so that tracks of one length share a file
    tags = Tags(
        title=track.show["title"],
        artist="audiogen",
        album=track.show["title"],
        track=1,
        date=episode().published,
        language=track.language,
        cover_jpeg=_EMBEDDED,
    )
    length_s = track.length_s
    media = sound.put(track.name, length_s, _frames(track, "full"), tags=tags, ending=".mp3")
    page = tuple(
        PageSound(
            mix=mix,
            guid=page_guid(_guid(track.name), mix),
            media=sound.put(track.name, length_s, _frames(track, mix), tags=None, ending=_PAGE_ENDINGS[mix]),
        )
        for mix in track.show.get("mixes", ["full"])
    )
    return episode(
        track.number,
        slug=track.slug,
        guid=_guid(track.name),
        media=(media,),
        page=page,
        length_s=None if track.main else length_s,
        **_texts(track),
    )


def _frames(track: _Track, mix: str) -> bytes:
    return mp3_frames(track.length_s, _KBPS.get(round(track.length_s), 64), _HERTZ[mix])


def _texts(track: _Track) -> dict[str, object]:
    session, show = track.session, track.show
    return {
        "title": session["title"],
        "section": None,
        "summary": show["description"],
        "language": track.language,
        "notes": Notes(content=session.get("content"), care=session.get("care")),
        "bed": session.get("bed"),
        "chapters": _chapters(track),
        "captions": tuple(_captions(track)),
        "breaths": tuple(_breaths(track)),
    }


def _spans(track: _Track) -> list[tuple[float, float]]:
    ends = [end * track.length_s for end in _ENDS]
    return list(itertools.pairwise([0.0, *ends]))


def _chapters(track: _Track) -> tuple[ChapterMark, ...]:
    titles = track.of_session("chapters", _CHAPTERS)
    return tuple(
        ChapterMark(start_s=start, end_s=end, title=title)
        for title, (start, end) in zip(titles, _spans(track), strict=True)
    )


def _captions(track: _Track) -> Iterator[Caption]:
    """A sentence every ten seconds, but for the breathing, in which only the first breath is counted."""
    words = itertools.cycle(track.of_session("words", _WORDS))
    for chapter, (start, end) in enumerate(_spans(track)):
        for at_s in range(round(start) + 1, round(end) - 4, 10):
            first = at_s == round(start) + 1
            if chapter != 1 or first:
                cue = "cue" if chapter == 1 else "speech"
                yield Caption.model_validate(
                    {"start_s": at_s, "end_s": at_s + 4, "text": next(words), "kind": cue, "paragraph": first}
                )


def _breaths(track: _Track) -> Iterator[BreathMark]:
    start, end = _spans(track)[1]
    pattern = track.session["breathing"]
    if pattern == "natural":
        yield BreathMark(start_s=start + _BEFORE_BREATHS_S, end_s=end, kind=NATURAL, cycle=1, cycles=1)
        return
    phases = parse_pattern(pattern)
    cycles = int((end - start - _BEFORE_BREATHS_S) / sum(each.seconds for each in phases))
    at_s = start + _BEFORE_BREATHS_S
    for cycle in range(1, cycles + 1):
        for each in phases:
            yield BreathMark(start_s=at_s, end_s=at_s + each.seconds, kind=each.kind, cycle=cycle, cycles=cycles)
            at_s += each.seconds
