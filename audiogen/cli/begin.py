"""The commands that begin a show and its sessions. What they need is imported inside them, so that `--help` is fast."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from audiogen.cli import options
from audiogen.cli.options import ProjectFolder, place_options
from audiogen.errors import AudiogenError
from audiogen.names import quotable
from audiogen.scaffold.templates import Like

if TYPE_CHECKING:  # importing it takes time
    from audiogen.scaffold.facts import ShowFacts

_MINUTES = 10


def new(
    folder: Annotated[
        Path,
        typer.Argument(
            parser=options.folder, metavar="FOLDER", help="Where the show shall live; it is made when it is not there."
        ),
    ],
    *,
    title: Annotated[
        str | None, typer.Option(help="Of the show.", show_default="asked, from the folder's name")
    ] = None,
    author: Annotated[str | None, typer.Option(help="Your name, or your practice's.", show_default="asked")] = None,
    language: Annotated[
        str | None, typer.Option(help="That is spoken: en, de, pt-br ..., or its name.", show_default="asked, en")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing, and take what would be proposed.")] = False,
) -> None:
    """Begin a show of your own: a folder with its facts and a first session, ready to be built.

    Nothing is ever written over. A folder that holds other files, or sessions without a show, is completed.
    """
    from audiogen.cli.screen import begin as screen
    from audiogen.scaffold.show import begin_show, refuse_show
    from audiogen.schema.files import schemas

    # before anybody answers questions in vain
    refuse_show(folder)
    facts = _facts(folder, title, author, language, ask=not yes)
    for_editors = {each.path: each.text for each in schemas(folder)}
    screen.show_begun(begin_show(folder, facts, for_editors), folder, facts)


def add(
    title: Annotated[str, typer.Argument(help="Of the session.")],
    *,
    like: Annotated[Like, typer.Option(help="What it begins from.")] = "reflection",
    minutes: Annotated[
        list[str] | None,
        typer.Option(
            "--minutes",
            "-m",
            help="How long it lasts; with commas, or once more, for each other length that it offers.",
            show_default=str(_MINUTES),
        ),
    ] = None,
    project: ProjectFolder = Path(),
) -> None:
    """Add a session to the show, from a template that can be built at once and is meant to be rewritten."""
    import datetime as dt

    from audiogen.cli.screen import begin as screen
    from audiogen.scaffold.session import add_session

    today = dt.datetime.now(tz=dt.UTC).date()
    added = add_session(project / "scripts", title, like=like, minutes=_minutes(minutes or ()), today=today)
    screen.show_added(added, like, place_options(project, None))


def _minutes(written: Sequence[str]) -> list[int]:
    """Whole minutes, with or without their unit, one or several in a text: `5`, `5min`, `5,10,20`.

    Raises:
        AudiogenError: for what is none.
    """
    from audiogen.script.yaml.fields import parse_length

    found: list[int] = []
    for each in re.split(r"[\s,;&+]+(?=\d)", ",".join(written).strip(" ,;")) if written else ():
        number = each if each.isdecimal() else ""
        try:
            seconds = int(number) * 60 if number and len(number) < 6 else parse_length(each)
        except ValueError:
            seconds = 0
        if seconds < 60 or seconds % 60:
            message = f'--minutes: "{quotable(each)}" is not a number of minutes'
            raise AudiogenError(
                message, hint="Nothing was written. Write one in figures, like 5, or several, like 5,10,20."
            )
        found.append(int(seconds // 60))
    return found or [_MINUTES]


def _facts(folder: Path, title: str | None, author: str | None, language: str | None, *, ask: bool) -> ShowFacts:
    """What was given, then what is asked, then what is proposed.

    Raises:
        AudiogenError: when something is missing, and nobody can be asked.
    """
    from audiogen.scaffold.facts import AUTHOR, LANGUAGE, ShowFacts, fact, language_of, title_for

    missing = [
        f'{name} "{proposed}"' if " " in proposed else f"{name} {proposed}"
        for name, given, proposed in (
            ("--title", title, title_for(folder)),
            ("--author", author, AUTHOR),
            ("--language", language, LANGUAGE),
        )
        if given is None
    ]
    if ask and missing and not sys.stdin.isatty():
        message = "nobody can be asked here, and something is missing"
        raise AudiogenError(message, hint=f"Nothing was written. Write {' '.join(missing)}, or --yes to take these.")

    def known(question: str, given: str | None, proposed: str, read: Callable[[str], str]) -> str:
        if given is None and ask:
            return _asked(question, proposed, read)
        return read(proposed if given is None else given)

    return ShowFacts(
        known("Title of the show", title, title_for(folder), lambda text: fact("title", text)),
        known("Your name, or your practice's", author, AUTHOR, lambda text: fact("author", text)),
        known("Language that is spoken", language, LANGUAGE, language_of),
    )


def _asked(question: str, proposed: str, read: Callable[[str], str]) -> str:
    """An answer that can be read; the question comes again until it can."""
    while True:
        answer = typer.prompt(question, default=proposed)
        try:
            return read(answer)
        except AudiogenError as error:
            typer.echo(error.message, err=True)
