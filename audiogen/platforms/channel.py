"""What platforms ask of a show: the channel of a feed, beside its items."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from audiogen.names import nearest, quotable
from audiogen.platforms.addresses import is_whole
from audiogen.platforms.catalogue import PLATFORMS, FeedFinding, finding
from audiogen.platforms.choices import choices
from audiogen.platforms.facts import FeedFacts, judge_picture
from audiogen.platforms.reading import FeedElement
from audiogen.platforms.values import is_mail, judge_repeated, judge_text

_Judge: TypeAlias = Callable[[FeedElement, FeedFacts], Iterator[FeedFinding]]
_SHORT: Final = frozenset({"title", "link", "language", "copyright", "itunes:author", "itunes:title", "podcast:guid"})
_ONCE: Final = frozenset(
    {"title", "link", "description", "language", "itunes:author", "itunes:explicit", "itunes:image", "itunes:type"}
)
TRUE_OR_FALSE: Final = frozenset({"true", "false"})


def judge_channel(channel: FeedElement, facts: FeedFacts) -> Iterator[FeedFinding]:
    """All that is said of the show, but for what only apps with Podcasting 2.0 read."""
    for judge in _JUDGES:
        yield from judge(channel, facts)


def _texts(channel: FeedElement, _facts: FeedFacts) -> Iterator[FeedFinding]:
    for child in channel.children:
        if child.name in _SHORT:
            yield from judge_text(child)
        elif child.name == "description":
            yield from judge_text(child, description=True)
        elif child.name == "itunes:owner":
            for part in child.children:
                yield from judge_text(part)
    yield from judge_repeated(channel, _ONCE)


def _required(channel: FeedElement, _facts: FeedFacts) -> Iterator[FeedFinding]:
    for name, rule in (("title", "title"), ("description", "description"), ("itunes:author", "author")):
        if not channel.value(name):
            yield finding(rule, _line(channel, name), _missing(channel, name))


def _link(channel: FeedElement, _facts: FeedFacts) -> Iterator[FeedFinding]:
    address = channel.value("link")
    if not address:
        yield finding("link", _line(channel, "link"), _missing(channel, "link"))
    elif not is_whole(address):
        yield finding("link", _line(channel, "link"), f'"{quotable(address)}" is no whole web address')


def _language(channel: FeedElement, _facts: FeedFacts) -> Iterator[FeedFinding]:
    written = channel.value("language")
    if not written:
        yield finding("language", _line(channel, "language"), _missing(channel, "language"))
        return
    first, *others = written.lower().split("-")
    known = first in choices().languages or (len(first) == 3 and first.isascii() and first.isalpha())
    if not known or not all(1 < len(each) <= 8 and each.isascii() and each.isalnum() for each in others):
        message = f'"{quotable(written)}" is no language code of ISO 639'
        yield finding("language", _line(channel, "language"), message)


def _category(channel: FeedElement, _facts: FeedFacts) -> Iterator[FeedFinding]:
    listed = channel.each("itunes:category")
    if not listed:
        yield finding("category", channel.line, "the show has no <itunes:category>")
    for each in listed:
        name = each.attributes.get("text", "")
        below = choices().categories.get(name)
        if below is None:
            yield finding("category", each.line, _no_category(name, choices().categories))
            continue
        for sub in each.each("itunes:category"):
            sub_name = sub.attributes.get("text", "")
            if sub_name not in below:
                yield finding("category", sub.line, f"{_no_category(sub_name, below)}, below {name}")


def _no_category(name: str, known: object) -> str:
    meant = nearest(name, known) if isinstance(known, tuple | dict) else None
    suggestion = f", which has {meant}" if meant else ""
    return f'the category "{quotable(name)}" is not on Apple\'s list{suggestion}'


def _explicit(channel: FeedElement, _facts: FeedFacts) -> Iterator[FeedFinding]:
    written = channel.value("itunes:explicit")
    if not written:
        yield finding("explicit", _line(channel, "itunes:explicit"), _missing(channel, "itunes:explicit"))
    elif written not in TRUE_OR_FALSE:
        message = f'<itunes:explicit> is "{quotable(written)}", and neither true nor false'
        yield finding("explicit", _line(channel, "itunes:explicit"), message)


def _cover(channel: FeedElement, facts: FeedFacts) -> Iterator[FeedFinding]:
    picture = channel.first("itunes:image")
    address = picture.get("href") if picture else ""
    if not address:
        message = "the show has no <itunes:image> with an address"
        yield finding("cover", _line(channel, "itunes:image"), message, platforms=PLATFORMS)
        return
    yield from judge_picture("cover", _line(channel, "itunes:image"), address, facts)
    plain = channel.first("image")
    if plain is None or not all(plain.value(part) for part in ("url", "title", "link")):
        message = "the show has no <image> with <url>, <title> and <link>"
        yield finding("channel-image", _line(channel, "image"), message)
    elif plain.value("url") != address:
        message = "the picture in <image> is another one than that of <itunes:image>"
        yield finding("channel-image", plain.line, message)


def _owner(channel: FeedElement, _facts: FeedFacts) -> Iterator[FeedFinding]:
    owner = channel.first("itunes:owner")
    mail = owner.value("itunes:email") if owner else ""
    if not mail:
        message = "the show names no e-mail address of its owner"
        yield finding("owner-email", _line(channel, "itunes:owner"), message)
    elif not is_mail(mail):
        message = f'"{quotable(mail)}" is no e-mail address'
        yield finding("owner-email", _line(channel, "itunes:owner"), message)


def _type(channel: FeedElement, _facts: FeedFacts) -> Iterator[FeedFinding]:
    found = channel.first("itunes:type")
    if found and found.text.strip() not in {"serial", "episodic"}:
        message = f'<itunes:type> is "{quotable(found.text)}", and neither serial nor episodic'
        yield finding("show-type", found.line, message)


def _block(channel: FeedElement, _facts: FeedFacts) -> Iterator[FeedFinding]:
    for each in (*channel.each("itunes:block"), *channel.each("podcast:block")):
        # a podcast:block with an id is about one directory alone
        if each.text.strip().lower() == "yes" and not each.get("id"):
            yield finding("blocked", each.line, f"<{each.name}> asks directories to list it nowhere")


def _line(channel: FeedElement, name: str) -> int:
    """Where an element stands, or where it is missing."""
    found = channel.first(name)
    return found.line if found else channel.line


def _missing(channel: FeedElement, name: str) -> str:
    return f"<{name}> is empty" if channel.first(name) else f"the show has no <{name}>"


_JUDGES: Final[tuple[_Judge, ...]] = (
    _texts, _required, _link, _language, _category, _explicit, _cover, _owner, _type, _block,
)  # fmt: skip
