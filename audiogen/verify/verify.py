"""Finished episodes → findings and reports, several files at a time: decoding and numpy leave the other cores free."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

from audiogen.errors import AudiogenError, MediaError
from audiogen.manifest import Manifest, Media
from audiogen.verify.choose import Unread
from audiogen.verify.ears.transcription import Understood
from audiogen.verify.examine import Findings, Skimmed, examine, skim
from audiogen.verify.figure import Figure, Rule
from audiogen.verify.judge.page_files import page_figure
from audiogen.verify.report.findings import FileReport, file_report, stem_report

OnFile: TypeAlias = Callable[[str, int, int], None]
"""Called with a media file, as its manifest names it, the frames that were listened to, and all its frames."""
Listener: TypeAlias = Callable[[Manifest, Path, Callable[[int, int], None]], Understood]
"""Finds out what is understood in an episode's first file; reports how much of the work is done, and of how much."""

_OPENS: Final = Rule(
    "opens", "File", "Opens", "", "as a media file",
    "Build the episode again: this file was damaged after it was made, and does not play.", digits=0,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verified:
    """One media file, judged."""

    report: FileReport
    findings: Findings | None
    """None when the file could not be opened, and for stems."""
    plan: bytes | None = None
    """The picture of the episode's plan, an SVG, beside its first file; None where there is none."""


class _StoppedError(Exception):
    """Ends the work on a file when nobody waits for its report any more."""


def verify(
    dist: Path, episodes: Sequence[Manifest], on_file: OnFile, listener: Listener | None = None
) -> list[Verified]:
    """Listen to every media file of these episodes and judge it, their stems too; in the order of the episodes.

    A file that is missing or damaged is reported like everything else. When this is interrupted, what has begun stops
    with its next second of sound.
    """
    files = [(episode, media) for episode in episodes for media in (*episode.media, *episode.stems)]
    stop = threading.Event()

    def report(file: str, done: int, total: int) -> None:
        if stop.is_set():
            raise _StoppedError
        on_file(file, done, total)

    def one(file: tuple[Manifest, Media]) -> Verified:
        return _verify(dist, *file, report, listener)

    with ThreadPoolExecutor(max_workers=max(1, os.cpu_count() or 1), thread_name_prefix="verify") as pool:
        try:
            return list(pool.map(one, files))
        except BaseException:
            stop.set()
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def unread(episode: Unread) -> Verified:
    """The report on an episode whose manifest cannot be read."""
    figures = (_not_opened(episode.error),)
    return Verified(FileReport(episode.slug, 0, episode.name, episode.file, 0.0, figures), None)


def _verify(dist: Path, episode: Manifest, media: Media, on_file: OnFile, listener: Listener | None) -> Verified:
    path = dist / media.file

    def on_heard(frames: int) -> None:
        on_file(media.file, frames, media.frames)

    try:
        if media in episode.stems:
            return Verified(stem_report(episode, media, skim(path, on_heard)), None)
        findings = examine(episode, media, path, on_heard)
        page = tuple(_page_figures(dist, findings, on_file))
        # the other files hold the same words in other formats
        listen = listener if media == episode.media[0] else None
        understood = listen(episode, path, partial(on_file, f"{media.file}, words")) if listen else None
    except MediaError as error:
        figures = (_not_opened(error),)
        report = FileReport(episode.slug, episode.number, episode.full_title, media.file, media.duration_s, figures)
        return Verified(report, None)
    return Verified(file_report(findings, understood, page), findings, _plan(dist, episode, media))


def _page_figures(dist: Path, findings: Findings, on_file: OnFile) -> Iterator[Figure]:
    """What becomes of the files that the page plays in the place of one that was listened to."""
    for page in findings.manifest.page:
        if page.media.mime == findings.media.mime:
            yield page_figure(page, _skimmed(dist, page.media, on_file), findings)


def _skimmed(dist: Path, media: Media, on_file: OnFile) -> Skimmed | MediaError:
    try:
        return skim(dist / media.file, lambda frames: on_file(media.file, frames, media.frames))
    except MediaError as error:
        return error


def _plan(dist: Path, episode: Manifest, media: Media) -> bytes | None:
    if episode.plan is None or media != episode.media[0]:
        return None
    try:
        return (dist / episode.plan).read_bytes()
    except OSError:
        return None  # it is not needed for hearing the episode


def _not_opened(error: AudiogenError) -> Figure:
    return _OPENS.figure(0, "fail", shown=error.message, advice=error.hint)
