"""How a session differs from an episode of which nothing is known but its manifest."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from audiogen.build.session import Session
from audiogen.build.why.inputs import listing_told, mixes_told
from audiogen.build.why.wording import contrasted, is_now, key_is_now, matched, quoted, reworded
from audiogen.encode.formats import find_format, formats
from audiogen.manifest import Listing, Manifest
from audiogen.plan.cues import Phrase
from audiogen.plan.places import places_of
from audiogen.units import exact_length

UNKNOWN: Final = "something else changed that it is made from"
_FORGOTTEN: Final = (
    "what else it was made from is not known here: it was built by another version, or on another computer, or the "
    "cache was emptied since"
)
_FIRST_FORM: Final = "it was built by an early version, which did not note what it was made from"


def manifest_differences(session: Session, manifest: Manifest) -> Iterator[str]:
    """What a manifest tells of it, each in a sentence; last, that more is not known."""
    if not manifest.stage_keys.sound:
        yield _FIRST_FORM
        return
    sound, tags, texts = (
        getattr(session.keys, key) != getattr(manifest.stage_keys, key) for key in ("sound", "tags", "texts")
    )
    found = [
        *(_words(session, manifest) if sound or texts else ()),
        *(_sound(session, manifest) if sound else ()),
        *(_said(session, manifest) if tags or texts else ()),
    ]
    yield from found
    if sound or not found:
        yield _FORGOTTEN


def _words(session: Session, manifest: Manifest) -> Iterator[str]:
    """The phrases that differ; of a client's, which may hold what is known of them, only where they stand."""
    places = places_of(session.script)
    now = [(cue.utterance.text, places.line(cue.step)) for cue in session.plan.cues if isinstance(cue, Phrase)]
    was = [caption.text for caption in manifest.captions if caption.kind == "speech"]
    for kind, was_from, was_to, now_from, now_to in matched([text for text, _ in now], was):
        line = ""
        for said, former in zip_longest(now[now_from:now_to], was[was_from:was_to]) if kind != "equal" else ():
            text, line = said or ("", line)
            if session.own:
                yield f"{line or 'a line'}: other words are said"
            elif not text:
                yield f"{quoted(former)} is said no more"
            elif not former:
                yield f"{line} says {quoted(text)} as well"
            else:
                one, other = contrasted(text, former)
                yield f"{line} says {one}, and said {other}"


def _sound(session: Session, manifest: Manifest) -> Iterator[str]:
    plan, aims, levels = session.plan, manifest.aims, session.plan.levels
    if manifest.voice not in plan.voice.names:
        yield f"voice {is_now(', then '.join(plan.voice.names), manifest.voice)}"
    # one that waits for the last words has a length of its own
    fade_out_s = aims.fade_out_s if plan.bed.least_fade_out_s is not None else plan.bed.fade_out_s
    pairs = (
        ("sleep", "yes" if plan.sleep else "no", "yes" if manifest.softening else "no"),
        ("language", plan.language, manifest.language),
        ("bed", plan.bed_name or "off", manifest.bed or "off"),
        ("under_speech", f"{plan.bed.under_speech_db:g}dB", f"{aims.bed_under_speech_db:g}dB"),
        ("in_pauses", f"{plan.bed.in_pauses_db:g}dB", f"{aims.bed_in_pauses_db:g}dB"),
        ("fade_in", exact_length(plan.bed.fade_in_s), exact_length(aims.fade_in_s)),
        ("fade_out", exact_length(fade_out_s), exact_length(aims.fade_out_s)),
        ("loudness", f"{levels.loudness:g}", f"{aims.loudness_lufs:g}"),
        ("true_peak", f"{levels.true_peak:g}", f"{aims.true_peak_dbtp:g}"),
        ("formats", _formats([find_format(each.name).mime for each in session.show.formats]), _made(manifest)),
        ("stems", "yes" if session.show.stems else "no", "yes" if manifest.stems else "no"),
        (
            "mixes",
            mixes_told(session.show.mixes if plan.bed_name else ()),
            mixes_told([at.mix for at in manifest.page]),
        ),
    )
    yield from (key_is_now(key, new, old) for key, new, old in pairs if new != old)


def _made(manifest: Manifest) -> str:
    return _formats([each.mime for each in manifest.media])


def _formats(mimes: list[str]) -> str:
    names = {each.mime: each.name for each in formats()}
    return ", ".join(names.get(mime, mime) for mime in mimes)


def _said(session: Session, manifest: Manifest) -> Iterator[str]:
    script, notes = session.script, session.notes
    prose = (
        ("title", script.title, manifest.title),
        ("section", script.section or "", manifest.section or ""),
        ("summary", script.summary.strip(), manifest.summary),
        ("content of notes", notes.content or "", manifest.notes.content or ""),
        ("care of notes", notes.care or "", manifest.notes.care or ""),
    )
    yield from (reworded(key, new, old) for key, new, old in prose if new != old)
    if session.number != manifest.number:
        yield f"number {is_now(str(session.number), str(manifest.number))}"
    if session.published != manifest.published:
        yield f"date {is_now(session.published.isoformat(), manifest.published.isoformat())}"
    was = dict(listing_told(manifest.listing))
    yield from (key_is_now(key, new, was[key]) for key, new in listing_told(Listing.of(script)) if new != was[key])
    if session.guid != manifest.guid:
        yield "what podcast apps know it by is another"
    titles = [chapter.title for chapter in manifest.chapters][-len(session.chapter_titles) :]
    if session.chapter_titles and len(titles) == len(session.chapter_titles):
        pairs = zip(session.chapter_titles, titles, strict=True)
        yield from (reworded("chapter", new, old) for new, old in pairs if new != old)
