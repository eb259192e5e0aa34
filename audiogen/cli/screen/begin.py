"""What `new` and `add` show. Reads values, decides nothing."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

from audiogen.cli.screen.terminal import say
from audiogen.scaffold.facts import AUTHOR, ShowFacts
from audiogen.scaffold.naming import call_name
from audiogen.scaffold.session import NewSession
from audiogen.scaffold.show import NewShow
from audiogen.script.yaml.modeline import SCHEMAS


def show_begun(show: NewShow, folder: Path, facts: ShowFacts) -> None:
    """What was written, and what to do next."""
    say(f'The show "{facts.title}" has begun. Written:')
    schemas = [path for path in show.written if path.parent == folder / SCHEMAS]
    for path in show.written:
        if path not in schemas:
            say(f"  {path}")
    if schemas:
        say(f"  {folder / SCHEMAS}, with which an editor that knows YAML completes and explains what you write")
    for path in show.added_to:
        say(f"{path} has more lines at its end: what is built, and what is private, stays out of version control.")
    if show.first is None:
        say("Your sessions stay as they were.")
    if facts.author == AUTHOR:
        say(f"Before you publish, write who makes the show in place of {AUTHOR}.")
    for note in show.voice_notes:
        say(note)
    if show.foreign:
        say(f"The first session is in English: there is none in {show.foreign} yet.")
    say("Next:")
    # a name that begins with a hyphen would be taken for an option
    way = f"./{folder}" if str(folder).startswith("-") else str(folder)
    steps = [] if folder.resolve() == Path.cwd() else [(f"cd {shlex.quote(way)}", "")]
    steps += [
        ("audiogen check", "names every mistake, and tells how long a session will be"),
        ("audiogen build", "makes the podcast"),
        ("audiogen serve", "lets you hear it, on a phone too"),
        ('audiogen add "Title"', "begins another session; add --like sleep, body-scan or breathing for other kinds"),
        ("audiogen import FILE", "makes a session of a script that you have in Word, as a PDF or on a web page"),
        ("audiogen publish", "brings it to your own web space; docs/publishing.md goes through it step by step"),
    ]
    width = max(len(command) for command, _ in steps)
    for command, what in steps:
        say(f"  {command:{width}}  {what}".rstrip())


def show_added(added: NewSession, like: str, options: Sequence[str]) -> None:
    """What was written, and what to do next."""
    first, *others = added.minutes
    also = f", also {' and '.join(map(str, others))}" if others else ""
    say(f"Written: {added.path}, {first} minutes like {like}{also}.")
    if added.foreign:
        say("Its words are in English, as all templates are: put your own in their place.")
    name = call_name(added.path)
    say("Change its words as you like, then:")
    for command in ("check", "build"):
        say(f"  {shlex.join(['audiogen', command, name, *options])}")
    say(f"  {shlex.join(['audiogen', 'serve', *options])}")
