"""The check of a finished feed: would podcast platforms take it?"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audiogen.errors import OutputError
from audiogen.memory import seldom_collected
from audiogen.platforms.catalogue import FeedFinding
from audiogen.platforms.judge import files_below, judge_feed
from audiogen.project import Project
from audiogen.script.folder import SHOW_FILE
from audiogen.script.model import KEYS, Show
from audiogen.script.reading import read_model
from audiogen.script.web_address import ascii_address, is_public
from audiogen.script.yaml.document import read_document

_FEED: Final = "feed.xml"
"""Its name, as publishing gives it; of that, nothing is imported here."""


@dataclass(frozen=True, slots=True)
class CheckedFeed:
    """A feed, and what platforms would say of it."""

    path: Path
    findings: tuple[FeedFinding, ...]
    """In the order of lines."""


def check_feed(project: Project, now: dt.datetime) -> CheckedFeed:
    """Judge the feed of a finished podcast.

    Args:
        project: its `dist` is looked into; show.yaml says where the feed will be found, where there is one.
        now: dates in the feed are held against it.

    Raises:
        OutputError: when there is no feed, or a file cannot be read.
    """
    path = project.dist / _FEED
    try:
        feed = path.read_bytes()
        with seldom_collected():
            findings = judge_feed(feed, files_below(project.dist), address=_address(project), now=now)
    except FileNotFoundError as error:
        message = f"there is no {_FEED} in {project.dist}"
        raise OutputError(message, hint="Run `audiogen build` first, or name the folder with --dist.") from error
    except OSError as error:
        message = f"{error.filename or path} cannot be read: {error.strerror or error}"
        raise OutputError(message, hint="Look at what is in its place, or in that of its folder.") from error
    return CheckedFeed(path, findings)


def _address(project: Project) -> str | None:
    """Where the feed will be found by what show.yaml says now; None where it does not say so."""
    file = project.scripts / SHOW_FILE
    show = read_model(read_document(file, KEYS), Show).value if file.is_file() else None
    return f"{ascii_address(show.base_url)}/{_FEED}" if show and is_public(show.base_url) else None
