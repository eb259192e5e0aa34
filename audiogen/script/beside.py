"""What lies beside the sessions and is read by nobody, though its author may think so: each is named, with a remedy."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from audiogen.errors import Problem
from audiogen.script.meant.media_files import is_media

YAML_ENDINGS: Final = (".yaml", ".yml")
_MOST_NAMED: Final = 10
_DEEPEST: Final = 3
"""Folders within one another that are looked into; whoever nests deeper keeps no sessions there."""
_MOST_SEEN: Final = 2000
"""Files that are looked at: somebody may keep a whole archive here."""
_DOCUMENTS: Final = {
    **dict.fromkeys((".docx", ".docm", ".dotx"), "a Word document"),
    **dict.fromkeys((".odt", ".pdf", ".html", ".htm"), "a document"),
}
"""What `audiogen import` reads."""
_FOREIGN: Final = {
    ".doc": "an old Word document",
    **dict.fromkeys((".pages", ".rtf", ".epub", ".gdoc"), "a document"),
}
"""What has to be saved otherwise first."""
_TEXT: Final = (".txt", ".text", ".md", ".markdown", ".mdx", ".json", ".toml", ".xml", ".csv", ".yam", ".yml", ".yaml")
_PROSE: Final = frozenset({".txt", ".text", ".md", ".markdown", ".mdx"})
_SEEN_OF_TEXT: Final = 4096
"""In bytes; a script says what it is at its beginning."""
_MISSPELT: Final = (".ymal", ".yalm", ".yaml_", ".yamll", ".ylm", ".yaml1", ".ymml", ".yanl", ".yamel")
_LEFT_ALONE: Final = re.compile(
    r"[._~#].*|.*(~|#|\.(bak|orig|old|tmp|sw[a-p]|part|crdownload|lock\.json|lock|url|lnk|desktop|ini|db))"
    r"|(readme|license|licence|copying|changelog|todo|makefile)(\..*)?|thumbs\.db|icon\r?",
    re.IGNORECASE,
)
"""Hidden files, drafts, backups of editors, locks, and what is about the folder."""


def unread_files(folder: Path) -> Iterator[Problem]:
    """A warning for each file that looks like a session, or like a draft of one, and is not read."""
    found = (Problem(path, 1, 1, message, warning=True) for path, message in _unread(folder))
    named = list(islice(found, _MOST_NAMED + 1))
    yield from named[:_MOST_NAMED]
    if len(named) > _MOST_NAMED:
        message = "there are more files that are not read; keep in this folder only what belongs to the show"
        yield Problem(folder, 1, 1, message, warning=True)


def is_note_on_recording(path: Path) -> bool:
    """Whether a file tells about the recording beside it, as `rain.wav.yaml` does about `rain.wav`."""
    return is_media(path.stem) and path.with_suffix("").is_file()


def _unread(folder: Path) -> Iterator[tuple[Path, str]]:
    for path in _entries(folder):
        if path.is_dir():
            if path.suffix.lower() not in YAML_ENDINGS:
                yield from _nested(path, folder, 1)
        elif message := _message(path):
            yield path, message


def _entries(folder: Path) -> list[Path]:
    try:
        seen = sorted(islice(folder.iterdir(), _MOST_SEEN))
    except OSError:
        return []
    return [path for path in seen if not _LEFT_ALONE.fullmatch(path.name)]


def _nested(folder: Path, scripts: Path, depth: int) -> Iterator[tuple[Path, str]]:
    """The sessions in a folder of their own."""
    for path in _entries(folder):
        if path.is_dir() and depth < _DEEPEST:
            yield from _nested(path, scripts, depth + 1)
        elif path.suffix.lower() in YAML_ENDINGS and not is_note_on_recording(path):
            first = path.relative_to(scripts).parts[0]
            yield (
                path,
                (
                    f"this is not read, because it lies in a folder within {scripts.name or scripts}/; "
                    f"move it to {scripts / path.name}, or call the folder _{first}"
                ),
            )


def _message(path: Path) -> str | None:
    """What to do with a file that is not read; None when nobody would expect that it is."""
    name, ending = path.name, path.suffix.lower()
    if ending in YAML_ENDINGS:
        return _second_show(path)
    if is_media(name):
        return None
    inner = re.match(r"(.+?)\.ya?ml\b", name, re.IGNORECASE)
    stem = inner[1] if inner else path.stem if ending else name
    if ending in _DOCUMENTS or (ending in _PROSE and _holds_prose(path)):
        command = shlex.join(["audiogen", "import", name])
        what = _DOCUMENTS.get(ending, "a text without keys")
        return f"{what} is no session; move it out of this folder, and `{command}` makes one of it"
    if ending in _FOREIGN:
        return (
            f"{_FOREIGN[ending]} is no session; save it as {stem}.docx outside this folder, and "
            f"`{shlex.join(['audiogen', 'import', f'{stem}.docx'])}` makes one of it"
        )
    numbered = ending in {*_TEXT, ""} and re.match(r"\d+[-_. ]", name)
    if inner or ending in _MISSPELT or numbered:
        what = f"its name ends in {ending}" if ending else "its name has no ending"
        return f"this is not read, because {what}; rename it to {stem}.yaml"
    return (
        f"this is not read; if it is a session, rename it to {stem}.yaml, else to _{name}" if ending in _TEXT else None
    )


def _holds_prose(path: Path) -> bool:
    """Whether a text has no key of a script at the beginning of a line."""
    try:
        with path.open("rb") as file:
            return re.search(rb"^[a-z_]+[ ]*:(?=\s)", file.read(_SEEN_OF_TEXT), re.MULTILINE) is None
    except OSError:
        return False


def _second_show(path: Path) -> str | None:
    """A file that is named almost like one with a meaning of its own."""
    meant = f"{path.stem.lower()}.yaml"
    if meant not in {"show.yaml", "lexicon.yaml"} or path.name == meant:
        return None
    if path.with_name(meant).is_file():
        return f"this is not read, because {meant} is; put all into {meant}, and remove this file"
    return f"this is not read; rename it to {meant}"
