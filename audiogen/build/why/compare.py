"""How two records differ: what an episode would be made from now, and what it was made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from audiogen.build.why.record import MadeFrom
from audiogen.build.why.steps import changed_steps
from audiogen.build.why.wording import contrasted, key_is_now, reworded

_PROSE: Final = frozenset(
    {
        *("title of the show", "author", "copyright", "title", "section", "summary"),
        *("content of notes", "care of notes", "disclosure"),
    }
)
"""What is told in quotes."""


def differences(now: MadeFrom, was: MadeFrom) -> Iterator[str]:
    """Each difference in a sentence: first what its author wrote, then what comes from elsewhere."""
    yield from changed_steps(now.steps, was.steps)
    yield from _settings(now.settings, was.settings)
    yield from _files(now.files, was.files)
    yield from _settings(now.said, was.said)
    yield from _unsaid(now.unsaid, was.unsaid)
    yield from dict.fromkeys(_phrases(now, was))
    yield from _code(now, was)
    yield from _libraries(now.libraries, was.libraries)


def _settings(now: Mapping[str, str], was: Mapping[str, str]) -> Iterator[str]:
    for key in dict.fromkeys((*now, *was)):
        new, old = now.get(key, ""), was.get(key, "")
        if new == old:
            continue
        yield reworded(key, new, old) if key in _PROSE else key_is_now(key, new, old)


def _unsaid(now: Mapping[str, str], was: Mapping[str, str]) -> Iterator[str]:
    changed = [what for what in now if now[what] != was.get(what)]
    yield from (f"{what} is another" for what in changed)


def _files(now: Mapping[str, str], was: Mapping[str, str]) -> Iterator[str]:
    yield from (f"the file {name} was changed" for name in now if name in was and now[name] != was[name])


def _phrases(now: MadeFrom, was: MadeFrom) -> Iterator[str]:
    """Phrases that stand as they stood, and will sound otherwise all the same."""
    for key, one in now.phrases.items():
        other = was.phrases.get(key)
        if other is None or one.key == other.key:
            continue
        if now.voices.get(one.voice) != was.voices.get(one.voice):
            yield f"the voice {one.voice} is not what it was: its model, or what speaks it, is another"
        elif one.said != other.said:
            said, former = contrasted(one.said, other.said)
            yield f'"{one.text}" is read as {said}, and was read as {former}'
        else:
            yield f'"{one.text}" is spoken in another way'


def _code(now: MadeFrom, was: MadeFrom) -> Iterator[str]:
    if now.python != was.python:
        yield f"Python is {now.python}, was {was.python}"
    if now.version != was.version:
        yield f"audiogen is {now.version}, was {was.version}"
    elif now.code != was.code and now.python == was.python:
        yield "audiogen itself was changed"


def _libraries(now: Mapping[str, str], was: Mapping[str, str]) -> Iterator[str]:
    for name in sorted(now.keys() | was.keys()):
        new, old = now.get(name), was.get(name)
        if old is None:
            yield f"{name} {new} is installed now"
        elif new is None:
            yield f"{name} is not installed any more"
        elif new != old:
            yield f"{name} is {new}, was {old}"
