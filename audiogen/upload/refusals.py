"""What is never sent, and why: all of it is told at once, before anything is sent.

A refusal says where, what, and what to do. Warnings are doubts; they hinder nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias
from urllib.parse import urlsplit

from audiogen.clients.client import Client
from audiogen.clients.folder import private_folder
from audiogen.errors import AudiogenError
from audiogen.names import listed, quotable
from audiogen.platforms.catalogue import FeedFinding, verdict
from audiogen.platforms.judge import judge_feed
from audiogen.project import Project
from audiogen.publish import layout
from audiogen.publish.address import absolute
from audiogen.publish.facts import Publication
from audiogen.publish.outgoing import OutgoingFile
from audiogen.script.destinations import is_folder
from audiogen.script.folder import SHOW_FILE
from audiogen.script.lock import PublishedLock
from audiogen.script.web_address import is_local, is_private, is_public
from audiogen.script.yaml.document import key_place

AddressKey: TypeAlias = Literal["base_url", "clients_url"]
_IN_NOTATION: Final = re.compile(r"\[([^]]*)\]\([^)]*\)")
_READ_BY_PEOPLE: Final = (".html", ".vtt", layout.FEED)
"""Files with all that is said and shown."""
_MOST_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing is sent."""

    where: str
    """A place in a file, a file, or a folder."""
    what: str
    """Without a point at its end."""
    remedy: str
    """Whole sentences."""

    def __str__(self) -> str:
        """All of it, on a line."""
        return f"{self.where}: {self.what}. {self.remedy}"


class RefusedError(AudiogenError):
    """Something that may not be published as it is, with everything that is in its way."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        """All of them."""
        super().__init__("\n".join(map(str, dict.fromkeys(refusals))), hint="Nothing was sent.")
        self.refusals = tuple(refusals)


def place_refusals(project: Project, destination: str) -> Iterator[Refusal]:
    """Folders that must not be sent, and folders into which nothing is sent.

    Args:
        project: with what is to be sent in its dist/.
        destination: an address, or the path of a folder as it is found from here.
    """
    root, dist, private = (each.resolve() for each in (project.root, project.dist, private_folder(project.root)))
    if dist.is_relative_to(private):
        yield Refusal(
            str(project.dist),
            "this is a client's, and no podcast",
            "Send it with `audiogen publish --client ID`, to an address that nobody can guess.",
        )
    if not is_folder(destination):
        return
    there = Path(destination).resolve()
    within = {private: "what is private", dist: "what is built", (root / "scripts"): "the scripts"}
    for folder, what in within.items():
        if there.is_relative_to(folder):
            yield Refusal(destination, f"this folder holds {what}", "Choose one outside of the project.")
            return
    held = {root: "the whole project, your clients' data included,", dist: "what is built, with stems and plans"}
    for folder, what in held.items():
        if folder.is_relative_to(there):
            yield Refusal(destination, f"{what} lies in this folder", "Choose one in which only the podcast is to lie.")
            return


def named_refusals(destination: str, base_url: str) -> Iterator[Refusal]:
    """The address at which listeners look, which would be the name of a new folder of this computer.

    Args:
        destination: as in `place_refusals`.
        base_url: where listeners look.
    """
    if not is_folder(destination):
        return
    host = urlsplit(base_url).hostname
    if host and Path(destination).parts[:1] == (host,) and not Path(host).exists():
        yield Refusal(
            destination,
            "this is the address at which listeners look, and how to reach the folder behind it is not said",
            f"Write it like sftp://you@{host}/folder, as your host tells you: docs/publishing.md.",
        )


def private_refusals(project: Project, publication: Publication) -> Iterator[Refusal]:
    """A publication that is for one client alone."""
    if publication.private:
        yield Refusal(
            str(project.dist / layout.FACTS),
            "this is made for one client, and no podcast",
            "Send it with `audiogen publish --client ID`, to an address that nobody can guess.",
        )


def address_refusals(project: Project, key: AddressKey, address: str) -> Iterator[Refusal]:
    """An address at which no listener finds anything.

    Args:
        project: for the place in show.yaml.
        key: where the address stands.
        address: the one that is to be told to listeners.
    """
    why = None
    if is_local(address):
        why = "which leads nowhere but to this computer"
    elif is_private(address):
        why = "which can be reached in one network alone"
    elif not is_public(address):
        why = "which is an example and nobody's address"
    if why:
        build = ", and run `audiogen build`" if key == "base_url" else ""
        to_do = f"Write the address that it will have on the web{build}."
        yield Refusal(_place(project, key), f'{key} is "{address}", {why}', to_do)


def built_refusals(project: Project, written: str | None, built: str) -> Iterator[Refusal]:
    """Feed and pages that were made for another address.

    Args:
        project: the folders.
        written: the base_url of show.yaml; None where there is no show.yaml.
        built: the one that was in it then.
    """
    if written is not None and written != built:
        yield Refusal(
            _place(project, "base_url"),
            f'base_url is "{written}", and what is in {project.dist} was built for "{built}"',
            "Run `audiogen build`: it makes feed and pages for the new address, and no sound anew.",
        )


def file_refusals(files: Mapping[str, OutgoingFile]) -> Iterator[Refusal]:
    """Files whose names no build gives: show.json may have been edited by hand."""
    odd = [path for path in files if not layout.is_sent(path)]
    if odd:
        named = listed([f'"{path}"' for path in odd[:_MOST_NAMED]])
        more = f" and {len(odd) - _MOST_NAMED} more" if odd[_MOST_NAMED:] else ""
        yield Refusal(
            layout.FACTS, f"it names {named}{more}, which no build makes", "Run `audiogen build`: it is made anew."
        )


def feed_refusals(files: Mapping[str, OutgoingFile], base_url: str, now: dt.datetime) -> Iterator[Refusal]:
    """What in the feed a platform would refuse.

    Args:
        files: what is to be sent.
        base_url: where the feed will be found.
        now: dates in the feed are held against it.
    """
    feed = files.get(layout.FEED)
    if feed is None:
        return
    told = Counter[str]()
    address = absolute(base_url, layout.FEED)
    for each in judge_feed(_content(feed), lambda path: _source(files, path), address=address, now=now):
        told[each.rule] += each.refuses
        if each.refuses and told[each.rule] <= _MOST_NAMED:
            about = f'in "{quotable(each.item)}": ' if each.item else ""
            yield Refusal(f"{layout.FEED}:{each.line}", f"{about}{each.message} [{each.rule}]", _remedy(each))
    for rule, count in told.items():
        if count > _MOST_NAMED:
            remedy = "`audiogen check --feed` names all of them."
            yield Refusal(layout.FEED, f"there are {count - _MOST_NAMED} more of [{rule}]", remedy)


def _remedy(found: FeedFinding) -> str:
    return f"{verdict(found)}. {found.change}"


def _source(files: Mapping[str, OutgoingFile], path: str) -> Path | bytes | None:
    return files[path].source if path in files else None


def _content(file: OutgoingFile) -> bytes:
    return file.source if isinstance(file.source, bytes) else file.source.read_bytes()


def doubts(project: Project, publication: Publication, lock: PublishedLock | None) -> Iterator[str]:
    """What may be wrong with a podcast that can be sent."""
    base_url = publication.show.base_url
    if base_url.startswith("http://"):
        yield (
            f"{_place(project, 'base_url')}: base_url begins with http://: without https, pages keep no "
            "session for the journey, and some apps take no feed. Where the host speaks https, write https://"
        )
    if lock and lock.mark == "sample" and lock.podcast_guid == publication.podcast_guid:
        yield (
            "the show has the identity of the one that comes with audiogen, which others may publish as well: "
            "run `audiogen build`, or write `audiogen identity renew`"
        )


def said_names(clients: Sequence[Client], files: Mapping[str, OutgoingFile]) -> Iterator[str]:
    """Names of clients that are words of what is public: told by id and place, and never by the name."""
    names = {each.id: _words_of(each) for each in clients}
    wanted = {word for words in names.values() for word in words}
    if not wanted:
        return
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(wanted, key=len, reverse=True)))})(?!\w)")
    found: dict[str, list[str]] = {}
    for path, file in files.items():
        if path.endswith(_READ_BY_PEOPLE):
            for word in set(pattern.findall(_content(file).decode(errors="replace"))):
                found.setdefault(word, []).append(path)
    for client, words in names.items():
        paths = sorted({path for word in words for path in found.get(word, ())})
        if paths:
            more = f" and {len(paths) - _MOST_NAMED} more" if paths[_MOST_NAMED:] else ""
            yield (
                f"the name of {client} is a word in {listed(paths[:_MOST_NAMED])}{more}, which is for everybody. If it "
                "means this client, take it out of the text, and build"
            )


def _words_of(client: Client) -> frozenset[str]:
    """What a client is called, as it is written in a text."""
    name = _IN_NOTATION.sub(r"\1", client.values.get("name", "")).strip()
    return frozenset({name} if name else ())


def _place(project: Project, key: AddressKey) -> str:
    """Where in show.yaml an address stands; what was built from it, where there is no show.yaml."""
    path = project.scripts / SHOW_FILE
    if not path.is_file():
        return str(project.dist / layout.FACTS)
    line, column = key_place(path, key) or (1, 1)
    return f"{path}:{line}:{column}"
