"""What `draft` shows. Reads values, decides nothing."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from audiogen.cli.screen.terminal import ERR, say
from audiogen.drafting.articles.writing import DraftedArticle
from audiogen.errors import AudiogenError
from audiogen.names import quotable
from audiogen.scaffold.naming import call_name


def show_progress(line: str) -> None:
    """What a language model is about; beside what is written to the screen, and not in it."""
    say(line, ERR)


def show_text(drafted: DraftedArticle) -> None:
    """The file of the only draft, on the screen.

    Raises:
        AudiogenError: when there are several.
    """
    first, *others = drafted.files
    if others:
        titles = ", ".join(f'{each.section.number} "{quotable(each.section.title)}"' for each in drafted.files)
        message = f"this article has {len(drafted.files)} sections, and --stdout shows one draft"
        raise AudiogenError(message, hint=f"Choose one with --sections: {titles}.")
    sys.stdout.write(first.text)


def show_drafted(drafted: DraftedArticle, article: Path, minutes: int, place: Sequence[str], into: Path | None) -> None:
    """What was written, what is left to decide, and what to do next."""
    count = len(drafted.files)
    say(f"{count} draft{'s' if count > 1 else ''} of {minutes} minutes about {article}:")
    for file in drafted.files:
        questions = sum(remark.open for remark in file.drafted.remarks)
        asked = f" ({questions} TODO{'s' if questions > 1 else ''})" if questions else ""
        about = f', about "{quotable(file.section.title)}"' if file.section.title else ""
        say(f"  {file.path}{about}{asked}")
    if drafted.article.passed_over:
        say(f"Passed over: {', '.join(quotable(title) for title in drafted.article.passed_over)}.")
    guards = dict.fromkeys(guard for file in drafted.files for guard in file.section.guards)
    if guards:
        say(f"The article touches on {', '.join(guards)}. Nothing of that was taken over: read their notes.")
    say("No sentence of the article is in them. Read each aloud, answer its TODOs, and change what is not yours.")
    if into is None:
        say("Then:")
        first = call_name(drafted.files[0].path) if count == 1 else ""
        for command in ("check", "build"):
            say(f"  {shlex.join(filter(None, ['audiogen', command, first, *place]))}")
