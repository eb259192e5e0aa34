"""Variables that nothing fills, and texts that what fills them has made unreadable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from audiogen.editions.edition import Edition
from audiogen.editions.expand import Track
from audiogen.errors import Problem
from audiogen.names import nearest
from audiogen.script.model import Script, Show
from audiogen.script.notation.pasted import PLACEHOLDER, placeholder_in
from audiogen.script.notation.reader import read_markup
from audiogen.script.slips import SpokenTextError
from audiogen.script.step_place import StepPlace
from audiogen.script.steps import Chapter, Clip, spoken_texts
from audiogen.script.variables import variables_of
from audiogen.script.yaml.document import nearest_place
from audiogen.script.yaml.fields import Model
from audiogen.script.yaml.nodes import Place, TreePath
from audiogen.script.yaml.whereabouts import place_at

_FACTS: Final[tuple[TreePath, ...]] = (("title",), ("section",), ("summary",), ("notes", "content"), ("notes", "care"))
_OF_SHOW: Final[tuple[TreePath, ...]] = (
    *(("title",), ("author",), ("description",)),
    *(("notes", "content"), ("notes", "care")),
)
_OF_LISTS: Final = {"helplines": ("name", "note"), "people": ("name",), "funding": ("text",)}
"""Keys with lists of what has keys of its own, and which of these are texts that are shown."""
_PUBLISHED: Final = "it stands in feed, tags and pages, which are the same for all"


def unfilled(track: Track) -> Iterator[Problem]:
    """A problem for each variable of a track that has neither a value nor something else to say."""
    for step, place in track.script.placed_steps:
        said = spoken_texts(step).values()
        for name in dict.fromkeys(variable.name for text in said for variable in variables_of(text)):
            yield _nothing_fills(name, place, track.edition)


def never_filled(script: Script) -> Iterator[Problem]:
    """What somebody was to fill in in titles, notes and the words of recordings, where nothing is filled."""
    yield from _in_facts(script, script.origin.path, _FACTS)
    yield from _in_lists(script, script.origin.path)
    for step, place in script.written_steps:
        if isinstance(step, Chapter):
            yield from _kept(step.chapter, place.path, (*place.way, "chapter"), _PUBLISHED)
        elif isinstance(step, Clip):
            # a transcript of what was recorded stands as it is; nothing of it is to be heard
            found = _kept(step.text, place.path, (*place.way, "text"), "a recording says the same to all")
            yield from (replace(each, warning=True) for each in found)


def never_filled_in_show(show: Show, path: Path) -> Iterator[Problem]:
    """The same of what is published of a show; `path` is that of its file."""
    yield from _in_facts(show, path, _OF_SHOW)
    yield from _in_lists(show, path)


def _in_lists(model: Model, path: Path) -> Iterator[Problem]:
    for key in [each for each in _OF_LISTS if each in model.key_names()]:
        for number, each in enumerate(getattr(model, key)):
            for text in _OF_LISTS[key]:
                yield from _kept(getattr(each, text), path, (key, number, text), _PUBLISHED)


def _in_facts(model: Model, path: Path, facts: Iterable[TreePath]) -> Iterator[Problem]:
    for way in facts:
        text: object = model
        for part in way:
            text = getattr(text, str(part))
        yield from _kept(text, path, way, _PUBLISHED)


def _kept(text: object, path: Path, way: TreePath, why: str) -> Iterator[Problem]:
    if not isinstance(text, str):
        return
    variable = next(variables_of(text), None) if "{" in text else None
    written = text[variable.start : variable.end] if variable else placeholder_in(text)
    if written is not None:
        advice = ", without braces" if variable else ""
        message = f'{way[-1]}: "{written}" is not filled here: {why}; write the words{advice}'
        yield Problem(path, *nearest_place(path, way), message, rule=PLACEHOLDER)


def unreadable(track: Track) -> Iterator[Problem]:
    """A problem for each text whose notation is wrong since its variables are filled."""
    for step, place in track.script.placed_steps:
        if place.values or any("{" in text.value for text in place.texts):
            for text in spoken_texts(step).values():
                why = _refused(text)
                if why is not None:
                    yield _cannot_be_read(why, place, track.edition)


def _refused(text: str) -> str | None:
    """Why a text cannot be spoken; None where it can."""
    try:
        return None if read_markup(text).said() else "there are no words in it"
    except SpokenTextError as error:
        return str(error)


def _nothing_fills(name: str, place: StepPlace, edition: Edition) -> Problem:
    meant = nearest(name, [each for each in place.values if each != name])
    hint = f" (did you mean {{{meant}}}?)" if meant else ""
    otherwise = (
        f"write what else is to be said, like {{{name} or {'friend' if 'name' in name.lower() else 'something else'}}}"
    )
    include = _outermost(place)
    if include is not None:
        # whoever includes a file fills its variables
        message = (
            f"include: nothing fills {{{name}}} in {place}{hint}; give it `with: {{{name}: ...}}`, or there {otherwise}"
        )
        where = nearest_place(include.path, (*include.way, "include"))
        return Problem(include.path, *where, _for_client(message, name, edition), rule=PLACEHOLDER)
    message = f"nothing fills {{{name}}}{hint}; {otherwise}"
    at = _variable_at(name, place)
    if edition.client is None:
        message = f"{message}, or `only: clients` on this step, or `for: clients` for a session that they alone get"
    return Problem(place.path, at.line, at.column, _for_client(message, name, edition), rule=PLACEHOLDER)


def _for_client(message: str, name: str, edition: Edition) -> str:
    if edition.client is None:
        return message
    return f"{message}; or write {name} for the client {edition.client}, of whom it is not known"


def _cannot_be_read(why: str, place: StepPlace, edition: Edition) -> Problem:
    message = f"with its variables filled, this cannot be read: {why}"
    if edition.client is not None:
        # the reason quotes the text, and so what is known of the client
        message = (
            f"with what is known of the client {edition.client}, this cannot be read; write emphasis and brackets "
            "around the whole value, or around nothing"
        )
    names = [variable.name for text in place.texts for variable in variables_of(text.value)]
    at = _variable_at(names[0], place) if names else Place(place.line, 1)
    return Problem(place.path, at.line, at.column, message)


def _outermost(place: StepPlace) -> StepPlace | None:
    """The include in the session's own file that brought a step along; None where the step stands there itself."""
    *_, outermost = place.around
    return None if outermost is place else outermost


def _variable_at(name: str, place: StepPlace) -> Place:
    """Where a variable stands in a step; the beginning of the step where that is not known."""
    for text in place.texts:
        for variable in variables_of(text.value):
            if variable.name == name:
                return place_at(text, variable.start)
    return Place(place.line, 1)
