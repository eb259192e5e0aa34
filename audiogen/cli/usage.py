"""What is said of a command that was written wrongly: what is meant, in plain words, and where to read on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import typer

from audiogen.names import nearest, quotable

_MEANT: Final = {
    "clients": "`audiogen clients list` shows the clients",
    "client": "`audiogen build --client ID` builds what is for a client",
    **dict.fromkeys(
        ("edit", "open", "change", "rename", "write"),
        "a session is a text file in scripts/: open it in any editor, and look it over with `audiogen check`",
    ),
    **dict.fromkeys(
        ("remove", "delete", "rm", "del"),
        "to take a session away, delete its file in scripts/, and write `audiogen build --prune`",
    ),
    **dict.fromkeys(
        ("list", "ls", "show", "status", "sessions", "scripts"),
        "`audiogen check` lists the sessions with their lengths, `audiogen clients list` the clients, and `audiogen "
        "voices` the voices",
    ),
    **dict.fromkeys(("init", "create", "start", "begin", "setup"), "`audiogen new FOLDER` begins a show"),
    **dict.fromkeys(("session", "episode"), '`audiogen add "Title"` adds a session'),
    **dict.fromkeys(
        ("make", "run", "render", "generate", "mix", "produce", "export"),
        "`audiogen build` makes the episodes",
    ),
    **dict.fromkeys(
        ("upload", "deploy", "send", "sync", "push", "release", "ftp", "sftp", "unpublish"),
        "`audiogen publish` sends the podcast to its web space",
    ),
    **dict.fromkeys(("play", "listen", "server", "web"), "`audiogen serve` lets a phone listen"),
    **dict.fromkeys(
        ("validate", "lint", "test", "length", "lengths", "dry-run"), "`audiogen check` looks for problems"
    ),
    **dict.fromkeys(("speak", "tts", "hear", "try"), '`audiogen say "Some words"` speaks'),
    **dict.fromkeys(
        ("link", "links", "share", "qr", "sheet", "revoke", "rotate", "expires"),
        "`audiogen clients link ID` gives a client a private link, and `audiogen clients revoke ID` takes it back",
    ),
    **dict.fromkeys(("voice", "speakers"), "`audiogen voices` lists the voices"),
    **dict.fromkeys(("music", "beds", "bells", "sound"), "`audiogen sounds` lists the sounds"),
    **dict.fromkeys(("clean", "clear"), "`audiogen cache` looks after kept phrases"),
    "version": "`audiogen --version` says which version this is",
    "help": "`audiogen --help` lists the commands",
}
"""What people write for a command of audiogen → the command that does it."""
_EXAMPLES: Final = {"title": 'audiogen add "Slow breathing"', "folder": "audiogen new quiet-minutes"}
_COMMAND: Final = re.compile(r"No such command '(?P<name>.*?)'\.")
_OPTION: Final = re.compile(r"No such option:? '?(?P<name>-[^\s']*)'?")
_EXTRA: Final = re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((?P<words>.*)\)", re.DOTALL)
_MISSING: Final = re.compile(r"Missing argument '(?P<name>\w+)'")
_VALUE: Final = re.compile(r"Invalid value for (?P<names>[^:]*): (?P<why>.*)", re.DOTALL)
_CHOICES: Final = re.compile(r"'(?P<written>.*?)' is not one of (?P<choices>.*?)\.?$", re.DOTALL)
_LIMIT: Final = re.compile(r"(?P<way>greater|less) than or equal to (?P<limit>\S+)")


def usage_told(error: typer.TyperException, arguments: Sequence[str]) -> str:
    """What is wrong with the arguments of a command, and the command whose help says what can be written.

    Args:
        error: what was found.
        arguments: what was written behind `audiogen`.
    """
    context = getattr(error, "ctx", None)
    path = str(getattr(context, "command_path", "audiogen"))
    message = error.format_message()
    command = getattr(context, "command", None)
    known = [name for name, each in getattr(command, "commands", {}).items() if not each.hidden]
    told = next(filter(None, _told(message, path, known, arguments)), message)
    return f"{told}\n`{path} --help` shows what can be written."


def _told(message: str, path: str, known: Sequence[str], arguments: Sequence[str]) -> Iterator[str | None]:
    if found := _COMMAND.match(message):
        yield _no_command(found["name"], path, known)
    if found := _EXTRA.match(message):
        yield _too_much(found["words"], path, arguments)
    if found := _OPTION.match(message):
        yield f"there is no option {found['name']} here{_alternatives(message)}"
    if found := _MISSING.match(message):
        example = _EXAMPLES.get(found["name"].lower())
        yield f"something is missing: {found['name'].upper()}{f', like {example}' if example else ''}"
    if found := _VALUE.match(message):
        yield _wrong_value(found["names"].replace("'", ""), found["why"], arguments)


def _no_command(name: str, path: str, known: Sequence[str]) -> str:
    what = f'there is no command "{quotable(f"{path} {name}")}"'
    # a word that is known is no slip of another one
    meant = _MEANT.get(name.casefold()) if path == "audiogen" else None
    if meant:
        return f"{what}; {meant}"
    near = nearest(name, known)
    return f"{what}; did you mean `{path} {near}`?" if near else f"{what}. There is {', '.join(known)}"


def _too_much(words: str, path: str, arguments: Sequence[str]) -> str:
    if path.endswith(" add"):
        title = " ".join(each for each in _titles(arguments[1:]))
        return f'a title of several words needs quotation marks: audiogen add "{quotable(title)}"'
    return f'"{quotable(words)}" is too much here; what has spaces needs quotation marks around it'


def _titles(arguments: Sequence[str]) -> Iterator[str]:
    """The arguments without options and their values."""
    value = False
    for each in arguments:
        if not value and not each.startswith("-"):
            yield each
        value = each.startswith("-") and "=" not in each


def _alternatives(message: str) -> str:
    names = re.findall(r"-{1,2}[\w-]+", message)[1:]
    return f"; did you mean {' or '.join(names)}?" if names else ""


def _wrong_value(names: str, why: str, arguments: Sequence[str]) -> str | None:
    spelt = [name.strip() for name in names.split("/")]
    if found := _CHOICES.search(why):
        choices = re.findall(r"'([^']*)'", found["choices"])
        near = nearest(found["written"], choices)
        meant = f"did you mean {near}? " if near else ""
        return f'{names}: "{quotable(found["written"])}" is not known; {meant}It can be {", ".join(choices)}'
    what = f'{names}: "{quotable(_written(spelt, arguments))}"'
    if limit := _LIMIT.search(why):
        return f"{what} is too {'small' if limit['way'] == 'greater' else 'large'}; the limit is {limit['limit']}"
    if "valid integer" in why:
        return f"{what} is not a whole number; write one in figures, like 2"
    return f"{names}: {why}"


def _written(names: Sequence[str], arguments: Sequence[str]) -> str:
    """What was written for an option."""
    for before, each in zip(("", *arguments), arguments, strict=False):
        if before in names:
            return each
        name, equals, value = each.partition("=")
        if equals and name in names:
            return value
        short = next((name for name in names if len(name) == 2 and each.startswith(name) and len(each) > 2), None)
        if short:
            return each.removeprefix(short)
    return ""
