"""Variables of a track that nothing fills, and texts that what fills them has made unreadable."""

from __future__ import annotations

from collections.abc import Iterator

from audiogen.editions.edition import Edition
from audiogen.editions.expand import Track
from audiogen.errors import Problem
from audiogen.names import nearest
from audiogen.script.notation.reader import read_markup
from audiogen.script.slips import SpokenTextError
from audiogen.script.steps import SPOKEN_KEYS, Step, StepPlace
from audiogen.script.variables import variables_of
from audiogen.script.yaml.document import nearest_place
from audiogen.script.yaml.nodes import Place
from audiogen.script.yaml.whereabouts import place_at


def unfilled(track: Track) -> Iterator[Problem]:
    """A problem for each variable of a track that has neither a value nor something else to say."""
    for step, place in zip(track.script.plain_steps, track.script.origin.steps, strict=True):
        for name in dict.fromkeys(variable.name for text in _texts(step) for variable in variables_of(text)):
            yield _nothing_fills(name, place, track.edition)


def unreadable(track: Track) -> Iterator[Problem]:
    """A problem for each text whose notation is wrong since its variables are filled."""
    for step, place in zip(track.script.plain_steps, track.script.origin.steps, strict=True):
        if place.values or any("{" in text.value for text in place.texts):
            for text in _texts(step):
                why = _refused(text)
                if why is not None:
                    yield _cannot_be_read(why, place, track.edition)


def _texts(step: Step) -> Iterator[str]:
    for key in SPOKEN_KEYS:
        text = getattr(step, key, None)
        if isinstance(text, str):
            yield text


def _refused(text: str) -> str | None:
    """Why a text cannot be spoken; None where it can."""
    try:
        return None if read_markup(text).said() else "there are no words in it"
    except SpokenTextError as error:
        return str(error)


def _nothing_fills(name: str, place: StepPlace, edition: Edition) -> Problem:
    meant = nearest(name, place.values)
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
        return Problem(include.path, *where, _for_client(message, name, edition))
    message = f"nothing fills {{{name}}}{hint}; {otherwise}"
    at = _variable_at(name, place)
    if edition.client is None:
        message = f"{message}, or `only: clients` on this step, or `for: clients` for a session that they alone get"
    return Problem(place.path, at.line, at.column, _for_client(message, name, edition))


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
    include = place.included
    while include is not None and include.included is not None:
        include = include.included
    return include


def _variable_at(name: str, place: StepPlace) -> Place:
    """Where a variable stands in a step; the beginning of the step where that is not known."""
    for text in place.texts:
        for variable in variables_of(text.value):
            if variable.name == name:
                return place_at(text, variable.start)
    return Place(place.line, 1)
