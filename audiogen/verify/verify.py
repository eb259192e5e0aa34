"""Finished episodes → findings and reports, several files at a time: decoding and numpy leave the other cores free."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from audiogen.errors import MediaError
from audiogen.manifest import Manifest, Media
from audiogen.verify.examine import Findings, examine
from audiogen.verify.figures import Figure, Rule
from audiogen.verify.report import FileReport, file_report

OnFile = Callable[[str, int, int], None]
"""Told a media file, as its manifest names it, the frames that were listened to, and the frames there are."""
MoreFigures = Callable[[Manifest, Path, Callable[[int, int], None]], Sequence[Figure]]
"""What else is to be found out about an episode's first file; tells how much of the work is done, and of how much."""

_OPENS: Final = Rule(
    "opens", "File", "Opens and decodes", "", "from beginning to end",
    "Build the episode again: no player can play this file.", digits=0,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verified:
    """One media file, judged."""

    report: FileReport
    findings: Findings | None
    """None when the file could not be opened."""


def verify(
    dist: Path, episodes: Sequence[Manifest], on_file: OnFile, more: MoreFigures | None = None
) -> list[Verified]:
    """Listen to every media file of these episodes and judge it; in the order of the episodes.

    A file that is missing or damaged is reported like everything else.
    """
    files = [(episode, media) for episode in episodes for media in episode.media]

    def one(file: tuple[Manifest, Media]) -> Verified:
        return _verify(dist, *file, on_file, more)

    with ThreadPoolExecutor(max_workers=max(1, os.cpu_count() or 1), thread_name_prefix="verify") as pool:
        return list(pool.map(one, files))


def _verify(dist: Path, episode: Manifest, media: Media, on_file: OnFile, more: MoreFigures | None) -> Verified:
    path = dist / media.file
    try:
        findings = examine(episode, media, path, lambda frames: on_file(media.file, frames, media.frames))
        found = (
            more(episode, path, partial(on_file, f"{media.file}, words")) if more and _is_first(episode, media) else ()
        )
    except MediaError as error:
        figure = _OPENS.figure(0, "fail", shown=error.message)
        report = FileReport(episode.slug, episode.number, episode.title, media.file, media.duration_s, (figure,))
        return Verified(report, None)
    return Verified(file_report(findings, found), findings)


def _is_first(episode: Manifest, media: Media) -> bool:
    """The others are the same sound in other formats."""
    return media == episode.media[0]
