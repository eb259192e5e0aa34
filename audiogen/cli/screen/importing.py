"""What `import` shows. Reads values, decides nothing."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from audiogen.cli.screen.terminal import ERR, OUT, say
from audiogen.drafting.imported.session import Imported, ImportedSession
from audiogen.drafting.imported.writing import unit_of
from audiogen.names import quotable
from audiogen.scaffold.naming import call_name
from audiogen.script.meant.languages import language_name

_MANY_WORDS: Final = 1500
"""Of one session: more are hardly meant to be heard in one go."""
_FEW_WORDS: Final = 150
"""Of a script without a silence: more of them are rather an article."""
_MOST_LISTED: Final = 20
"""Lines of each list; all that is left out stands in the file."""


def show_text(imported: Imported) -> None:
    """The session itself."""
    for session in imported.sessions:
        OUT.out(session.text, end="", highlight=False)
    for line in _notes(imported):
        say(line, ERR)


def show_imported(imported: Imported, file: Path, options: Sequence[str]) -> None:
    """What was written, what became of all that is not spoken, and what to do next."""
    for session in imported.sessions:
        say(f'Written: {session.path}, "{session.title}", {_counted(session)}.')
    for line in _notes(imported):
        say(line)
    for line in _listed("These became steps:", _turned(imported)):
        say(line)
    for line in _listed("Left out, and listed at the head of the file:", _left_out(imported, unit_of(file))):
        say(line)
    for line in _listed("To be decided, marked # TODO in the file:", _questions(imported, unit_of(file))):
        say(line)
    if imported.headings > 1 and imported.sessions[0].words > _MANY_WORDS:
        say(
            f"{imported.headings} headings stand above all others. If each is a session of its own: "
            f"{shlex.join(['audiogen', 'import', str(file), '--split', *options])}"
        )
    if not any(session.composed.turned for session in imported.sessions) and imported.sessions[0].words > _FEW_WORDS:
        say(
            "No silence, bell or breath was found in it. If it is an article, this drafts sessions about it, in words "
            f"of their own: {shlex.join(['audiogen', 'draft', str(file), *options])}"
        )
    say("Next, read it once and listen:")
    names = [call_name(session.path) for session in imported.sessions]
    for command in ("check", "build"):
        say(f"  {shlex.join(['audiogen', command, *names, *options])}")


def _counted(session: ImportedSession) -> str:
    return f"{len(session.composed.steps):,} steps, {session.words:,} words"


def _notes(imported: Imported) -> Iterator[str]:
    spoken = imported.spoken
    if spoken.guessed:
        yield (
            f"Its language could not be told, so it is taken for {language_name(spoken.language)}, as the show is. "
            "Else say which it is, like --language de."
        )
    elif spoken.foreign:
        yield f"It is in {language_name(spoken.language)}, and the file says so."
    yield from spoken.notes


def _turned(imported: Imported) -> Iterator[str]:
    found = Counter((each.text, each.into) for session in imported.sessions for each in session.composed.turned)
    for (text, into), times in found.items():
        often = f" ({times} times)" if times > 1 else ""
        yield f"{quotable(text)} -> {into}{often}" if text else f"what guides breathing -> {into}{often}"


def _left_out(imported: Imported, unit: str) -> Iterator[str]:
    for each in imported.left_out:
        yield f"{unit} {each.line}, {each.reason}: {quotable(each.text)}"


def _questions(imported: Imported, unit: str) -> Iterator[str]:
    for session in imported.sessions:
        for questions in session.composed.questions.values():
            for each in questions:
                yield f"{unit} {each.line}: {each.text}"


def _listed(head: str, lines: Iterator[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield head
        yield from (f"  {line}" for line in found[:_MOST_LISTED])
    if len(found) > _MOST_LISTED:
        yield f"  and {len(found) - _MOST_LISTED} more"
