"""The keys of the stages: what sound, tags and texts of an episode are made from. A stage whose key changed is stale.

Nothing about other sessions is in any of them, so that a session that is added, or retired, changes no other's file.
Feed and page need no key: they are rendered at each build, and written where they differ.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from pydantic_core import to_jsonable_python

from audiogen.artwork.design import episode_design
from audiogen.build.session import Session
from audiogen.cache.store import content_key
from audiogen.manifest import Keys, Listing
from audiogen.plan.cues import Cue, Mark, Phrase, Plan, Recording
from audiogen.project import located


def stage_keys(session: Session, code: str) -> Keys:
    """The keys of an episode.

    Args:
        session: its script, plan and place in the show.
        code: the fingerprint of `audiogen.build.production`; it counts as what the sound is made with, since tags and
            texts of one version beside the sound of another would be no less odd.
    """
    return Keys(
        sound=sound_key(session, code),
        tags=content_key(_tags(session)),
        texts=content_key(_texts(session)),
    )


def sound_key(session: Session, code: str) -> str:
    """The key of the episode's sound; `code` is as in `stage_keys`."""
    return content_key(_sound(session, code))


def _sound(session: Session, code: str) -> dict[str, object]:
    plan, show = session.plan, session.show
    attempts = (wordless(session.attempted(attempt).plan) for attempt in range(plan.attempts))
    # of what everybody hears it says nothing, so that this has the key that it had before there were clients
    expected = {"expected": [*session.own.expected_frames.values()]} if session.own else {}
    mixes = {"mixes": show.mixes} if len(show.mixes) > 1 else {}
    return {
        **expected,
        **mixes,
        "code": code,
        "plan": to_jsonable_python(wordless(plan)),
        "phrases": [[session.phrasing.key(phrase) for phrase in attempt.utterances] for attempt in attempts],
        "bed": [file_sha256(located(session.project.root, file)) for file in plan.bed_files],
        "media": to_jsonable_python([show.formats, show.stems]),
    }


def wordless(plan: Plan) -> Plan:
    """The plan without those of its words that are read, and never heard."""
    return replace(plan, title="", cues=tuple(map(_wordless, plan.cues)))


def _wordless(cue: Cue) -> Cue:
    match cue:
        case Mark():
            return replace(cue, title="")
        case Phrase(utterance=Recording() as recording):
            return replace(cue, utterance=replace(recording, text=""))
    return cue


def _tags(session: Session) -> dict[str, object]:
    show, script = session.show, session.script
    drawn = episode_design(show, session.number, script.slug, script.title, script.section)
    return {
        "show": [show.title, show.author, show.copyright],
        "episode": [session.title, script.summary.strip(), session.number, session.published.isoformat()],
        "chapters": session.chapter_titles,
        "cover": file_sha256(session.project.root / show.cover) if show.cover else to_jsonable_python(drawn),
    }


def _texts(session: Session) -> dict[str, object]:
    script, edition = session.script, session.edition
    # of the session's own episode it says nothing, so that one that was made before has the same key
    length = {} if edition.main else {"length": edition.length_s}
    listed = Listing.of(script)
    # the same of a session that says nothing of how it is listed
    listing = {} if listed == Listing() else {"listing": listed.model_dump(mode="json")}
    return {
        **length,
        **listing,
        "script": script.model_dump(mode="json", include={"slug", "title", "section", "summary"}),
        "captions": session.phrase_texts,
        "chapters": session.chapter_titles,
        "advice": [session.caveats, session.credits],
        "notes": session.notes.model_dump(mode="json"),
        "episode": [session.number, session.guid, session.published.isoformat()],
    }


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits.

    Raises:
        OSError: when it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
