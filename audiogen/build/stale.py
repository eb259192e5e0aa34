"""Whether an episode has to be built anew: because its inputs changed, or because its files did."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pydantic_core import to_jsonable_python

from audiogen.build.session import Session
from audiogen.cache.store import content_key
from audiogen.errors import OutputError
from audiogen.manifest import Manifest, read_manifest
from audiogen.project import Project, located


def build_key(session: Session, code: str) -> str:
    """SHA-256 of everything that an episode is made from: when any of it changes, the episode is stale.

    Args:
        session: its script, plan and place in the show.
        code: the fingerprint of `audiogen.build.production`.
    """
    show, script, plan, project = session.show, session.script, session.plan, session.project
    attempts = (session.attempted(attempt).plan for attempt in range(plan.attempts))
    inputs = {
        "code": code,
        "plan": to_jsonable_python(plan),
        "phrases": [[session.phrasing.key(phrase) for phrase in attempt.utterances] for attempt in attempts],
        "bed": [_file_sha256(located(project.root, file)) for file in plan.bed_files],
        "cover": _file_sha256(project.root / show.cover) if show.cover else None,
        "show": [show.title, show.author, show.copyright],
        "media": to_jsonable_python([show.formats, show.stems]),
        "script": script.model_dump(mode="json", include={"title", "section", "summary"}),
        "advice": [session.caveats, session.credits],
        "notes": session.notes.model_dump(mode="json"),
        "episode": [session.number, session.episode_count, session.guid, session.published.isoformat()],
    }
    return content_key(inputs)


def _file_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_stale(session: Session, *, force: bool) -> bool:
    """Whether an episode has to be built: because its inputs changed, or its files are not what the manifest says."""
    manifest = last_good_manifest(session.project, session.script.slug)
    if force or manifest is None or manifest.build_key != session.build_key:
        return True
    files = ((session.project.dist / media.file, media.sha256) for media in (*manifest.media, *manifest.stems))
    try:
        return any(_file_sha256(path) != sha256 for path, sha256 in files)
    except OSError:
        return True  # missing, or unreadable: a new file takes its place


def last_good_manifest(project: Project, slug: str) -> Manifest | None:
    """The manifest of the last good build, None when there is none that can be read."""
    try:
        return read_manifest(project.manifest(slug))
    except (FileNotFoundError, OutputError):
        return None
