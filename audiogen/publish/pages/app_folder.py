"""The pages' program and style: files written by hand, which are copied as they are, but for their comments.

They lie in one folder whose name says what they hold, so that they find one another by relative addresses, and no
browser ever puts an old file beside a new one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from audiogen.publish import layout
from audiogen.publish.words.page_words import PageWords

_WRITTEN: Final = Path(__file__).parents[1] / "app"
_STYLE: Final = "page.css"
_FIRST: Final = "start.js"
_MAIN: Final = "main.js"
_COMPANION: Final = "companion.js"
"""What only sessions need; `main.js` loads it once it is wanted."""
_CLIENT: Final = "client.js"
"""What only a client's pages need; so it is with this one."""
_IMPORTED: Final = re.compile(r'^import [^"]*"\./([a-z_]+\.js)";$', re.MULTILINE)
_COMMENT: Final = re.compile(r"^[ \t]*(?:/\*(?:(?!\*/).)*\*/|//[^\n]*)[ \t]*\n", re.DOTALL | re.MULTILINE)
"""Of lines of its own; one behind a statement stays."""
_TYPE: Final = re.compile(r"/\*\* @type [^*\n]*\*/ ?")
"""Of a value, for the checker of types."""
_INDENT: Final = re.compile(r"^[ \t]+", re.MULTILINE)
_QUOTED: Final = re.compile(r'"([a-z0-9_]+)"')


@dataclass(frozen=True, slots=True)
class AppFolder:
    """The files that all pages share."""

    folder: str
    """Below dist/."""
    files: Mapping[str, str]
    """The text of each, by its path below dist/."""

    @property
    def style(self) -> str:
        """The path of the stylesheet."""
        return f"{self.folder}/{_STYLE}"

    @property
    def first(self) -> str:
        """The path of the script that runs before the page is drawn."""
        return f"{self.folder}/{_FIRST}"

    @property
    def main(self) -> str:
        """The path of the module that the program begins with."""
        return f"{self.folder}/{_MAIN}"

    def modules(self, *, of_session: bool, of_client: bool = False) -> tuple[str, ...]:
        """The paths of the modules that a page loads behind the first, so that it can ask for all of them at once.

        Args:
            of_session: whether it is the page of a session, which needs more than that of the show.
            of_client: whether it is one client's.
        """
        more = [_COMPANION] * of_session + [_CLIENT] * of_client
        found, left = set[str](), [self.main, *(f"{self.folder}/{name}" for name in more)]
        while left:
            path = left.pop()
            if path not in found:
                found.add(path)
                left += (f"{self.folder}/{name}" for name in _IMPORTED.findall(self.files[path]))
        return tuple(sorted(found - {self.main}))


@cache
def app_folder() -> AppFolder:
    """The folder as this version has it."""
    found = sorted(file for file in _WRITTEN.iterdir() if file.suffix in {".js", ".css"} and file.name != layout.WORKER)
    texts = {file.name: for_phones(file.read_text("utf-8")) for file in found}
    digest = hashlib.sha256("\0".join(f"{name}\0{text}" for name, text in texts.items()).encode()).hexdigest()
    folder = layout.app_folder(digest)
    return AppFolder(folder, {f"{folder}/{name}": text for name, text in texts.items()})


@cache
def worker() -> str:
    """The text of the worker. It lies beside the show's page, and says the same in every show."""
    return for_phones((_WRITTEN / layout.WORKER).read_text("utf-8"))


def program_words(words: PageWords, modules: tuple[str, ...]) -> dict[str, object]:
    """The words that the program of a page says, for a block of JSON in it: those whose names stand in its modules.

    Args:
        words: all of the show.
        modules: what the page loads behind the first; a page that takes its place brings the words of its own.
    """
    names = _names((app_folder().main, *modules))
    texts = {name: wording for name, wording in words.texts.items() if name in names}
    language = words.language
    return {"language": language.tag, "direction": language.direction, "digits": words.digits, "texts": texts}


@cache
def _names(modules: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name for module in modules for name in _QUOTED.findall(app_folder().files[module]))


def for_phones(text: str) -> str:
    """A program or a style without what no phone needs: comments on lines of their own, marks of types, indentation.

    That is a third of it.

    Args:
        text: written as ours is: nothing but a comment begins a line with a slash, and no text goes over several lines.
    """
    return _INDENT.sub("", _TYPE.sub("", _COMMENT.sub("", text)))
