"""Small shows as they are sent to a host, and a judge of whether what is there is whole.

A page is a list of the names that it names, below a first line of its own; so are feed, show.json and offline.json.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from audiogen.publish import layout
from audiogen.publish.kinds import cache_control, media_type
from audiogen.publish.outgoing import OutgoingFile
from audiogen.upload.destination import FileKind

LISTS = ("index.html", "show.json", "feed.xml", "offline.json")


def sent_show(sessions: Mapping[str, str], title: str = "A show", *, feed: bool = True) -> dict[str, OutgoingFile]:
    """A show as it is sent.

    Args:
        sessions: what is heard in each, by its slug.
        title: what every page says.
        feed: whether it has one.
    """
    named = {slug: _files_of(slug, heard) for slug, heard in sessions.items()}
    app = _named(f"app-{_hash(title)[:8]}/app.js", f"program of {title}")
    pages = {layout.session_page(slug): _page(title, [*files, *app, "index.html"]) for slug, files in named.items()}
    # every page leads to the next one
    for page, following in zip(pages, [*pages][1:], strict=False):
        pages[page] += f"{following}\n"
    lasting = [*app, *(path for files in named.values() for path in files)]
    lists = {path: _page(f"{title}: {path}", [*lasting, *pages]) for path in LISTS if feed or path != "feed.xml"}
    loaded = {**app, **{path: text for files in named.values() for path, text in files.items()}}
    return {path: OutgoingFile.of(text.encode()) for path, text in {**loaded, **pages, **lists}.items()}


def lacking_in(files: Mapping[str, bytes]) -> list[str]:
    """What is named at a host and not there, or is not what its name says; empty when all of it is whole."""
    pages = [path for path in files if layout.is_session_page(path)]
    met = _met(files)
    named = ((path, name) for path in (*LISTS, *pages) for name in _names(files.get(path, b"")))
    missing = [
        f"{path} names {name}"
        for path, name in named
        # a page that nobody can meet yet may be there before others that it leads to
        if name not in files and (path in met or not name.endswith(".html"))
    ]
    return missing + [path for path, data in files.items() if not _is_what_it_says(path, data)]


def kind_of(path: str) -> FileKind:
    return FileKind(media_type(path) or "", cache_control(path))


def _met(files: Mapping[str, bytes]) -> set[str]:
    met, waiting = set(LISTS), [*LISTS]
    while waiting:
        for name in _names(files.get(waiting.pop(), b"")):
            if name not in met and name.endswith(".html"):
                met.add(name)
                waiting.append(name)
    return met


def _files_of(slug: str, heard: str) -> dict[str, str]:
    sound = _named(f"episodes/{slug}-{{}}.mp3", f"sound of {slug}: {heard}")
    return {**sound, **_named(f"episodes/{slug}-{{}}.vtt", f"captions of {slug}: {heard}")}


def _named(form: str, text: str) -> dict[str, str]:
    return {form.format(_hash(text)[:8]): text}


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _page(title: str, names: list[str]) -> str:
    return "\n".join((title, *names, ""))


def _names(page: bytes) -> list[str]:
    return page.decode(errors="replace").splitlines()[1:]


def _is_what_it_says(path: str, data: bytes) -> bool:
    said = layout.hash_of_content(path)
    return said is None or hashlib.sha256(data).hexdigest().startswith(said)
