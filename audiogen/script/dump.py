"""From a script or a show to the text of its file, as a careful author would write it; reading it gives the same again.

Only what was chosen is written. What a file cannot hold is left out: the place of a script among others, and the steps
of an included file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from audiogen.script.breath import PATTERNS, CycleRange, Phase
from audiogen.script.levels import Levels
from audiogen.script.model import Script, Show
from audiogen.script.numbering import read_names
from audiogen.script.reading import plain_slug
from audiogen.script.yaml.fields import Model, Span
from audiogen.script.yaml.writing import Bare, Remarked, Value, yaml_text
from audiogen.units import exact_length

_LENGTHS: Final = frozenset(
    {"target", "lengths", "length", "min", "max", "bell_every", "crossfade", "fade_in", "fade_out"}
)
_LEVELS: Final = frozenset({"under_speech", "in_pauses", "gain", "breath", "bell"})
_WORDS: Final = frozenset({"sound", "at"})
"""Keys behind which `off` stands as it is."""
_LISTS: Final = frozenset({"lengths", "cues", "retired"})
"""Keys with brackets also around one value alone."""
_PROSE: Final = frozenset({"words", "seasons"})
"""Keys with several texts that are spoken, each on a line of its own."""
_DECIDING: Final = frozenset({"target", "anchor"})
"""Keys of levels that decide what the others are where these are left out."""
_BEHIND_DATE: Final = ("slug", "language", "voice", "disclosure", "bed", "notes", "ignore", "steps")
# a sound may be called off, and what a parameter means is for its sound to know
_OF_SOUND: Final = re.compile(r"[-+.]?\w[\w.]*")


@dataclass(frozen=True, slots=True)
class Remarks:
    """What stands in the file of a script for whoever goes on writing; each text is a remark of one or more lines."""

    head: Sequence[str] = ()
    """Above all keys."""
    keys: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Above keys of the session, by their names."""
    steps: Mapping[int, Sequence[str]] = field(default_factory=dict)
    """Above steps, by their places among the steps of the session, from 0."""


def dump_script(script: Script, remarks: Remarks | None = None) -> str:
    """The text of a script's file.

    The name of the file (`script.origin.path`) may give the slug and the date; then they are not written.
    """
    said = remarks or Remarks()
    keys, path = _keys(script), script.origin.path
    if plain_slug(path.stem) == script.slug:
        del keys["slug"]
    if read_names([path])[0].date == script.date:
        keys.pop("date", None)
    if isinstance(steps := keys["steps"], list):
        keys["steps"] = [Remarked(step, said.steps.get(place, ())) for place, step in enumerate(steps)]
    keys = {key: Remarked(value, said.keys.get(key, ())) for key, value in keys.items()}
    return yaml_text(_moved(keys, *_BEHIND_DATE), said.head)


def dump_show(show: Show) -> str:
    """The text of show.yaml."""
    return yaml_text(_keys(show))


def written(key: str, chosen: object) -> str:
    """What stands behind a key, on one line as people would tell it; empty where nothing is chosen."""
    return _told(_value(key, chosen))


def _told(value: Value) -> str:
    match value:
        case dict():
            return ", ".join(f"{key} {_told(each)}" for key, each in value.items())
        case list() | tuple():
            return ", ".join(map(_told, value))
        case Remarked():
            return _told(value.value)
    return str(value)


def _moved(keys: dict[str, Value], *last: str) -> dict[str, Value]:
    """The same keys, these behind all others."""
    return {key: keys[key] for key in (*(key for key in keys if key not in last), *last) if key in keys}


def _keys(model: Model) -> dict[str, Value]:
    """What was chosen, by the keys that authors write, in the order of the model; steps come last."""
    keys: dict[str, Value] = {}
    _, parameters = model.parameters or ("", "")
    for name, info in type(model).model_fields.items():
        chosen, key = getattr(model, name), info.alias or name
        if name == parameters:
            keys |= {setting.name: _of_sound(setting.value) for setting in chosen}
        elif name in model.model_fields_set - model.unwritten and (value := _value(key, chosen)):
            keys[key] = value
    return _moved(keys, "steps")


def _value(key: str, chosen: object) -> Value:
    """What is written behind a key; nothing where nothing is chosen."""
    if isinstance(chosen, Model):
        return _choice(chosen)
    if isinstance(chosen, tuple):
        return _several(key, chosen)
    if isinstance(chosen, str):
        return _of_sound(chosen) if key in _WORDS else chosen
    return "" if chosen is None else Bare(_unquoted(key, chosen))


def _unquoted(key: str, chosen: object) -> str:
    match chosen:
        case bool():
            return "yes" if chosen else "no"
        case int() | float():
            return _number(key, chosen)
        case Span():
            least, most = exact_length(chosen.min_s), exact_length(chosen.max_s)
            return least if least == most else f"{least} to {most}"
        case CycleRange():
            return f"{chosen.least} to {chosen.most}"
    # days, conditions and formats know how they are written
    return str(chosen)


def _choice(model: Model) -> Value:
    """The keys of a model, or the one word that stands for them."""
    keys = _keys(model)
    if isinstance(model, Levels):
        decided = Levels(target=model.target, anchor=model.anchor)
        keys = {key: value for key, value in keys.items() if key in _DECIDING or _differs(model, decided, key)}
    return keys[model.shorthand] if [*keys] == [model.shorthand] else keys


def _differs(one: Levels, other: Levels, key: str) -> bool:
    return bool(getattr(one, key) != getattr(other, key))


def _several(key: str, chosen: tuple[object, ...]) -> Value:
    match chosen:
        case (Phase(), *_):
            return Bare(_pattern(tuple(phase for phase in chosen if isinstance(phase, Phase))))
        case (Model(), *_):
            return [_value(key, each) for each in chosen]
        case ((_, _), *_):
            return {str(name): _value("", text) for name, text in (pair for pair in chosen if isinstance(pair, tuple))}
    texts = tuple(value for each in chosen if isinstance(value := _value(key, each), str))
    if key in _PROSE and texts[1:]:
        return list(texts)
    return texts[0] if texts and not texts[1:] and key not in _LISTS else texts


def _of_sound(text: str) -> str:
    return Bare(text) if _OF_SOUND.fullmatch(text) else text


def _pattern(phases: tuple[Phase, ...]) -> str:
    for name, named in PATTERNS.items():
        if phases == named:
            return name
    seconds = {phase.kind: _decimal(phase.seconds) for phase in phases}
    held = [seconds.get("hold", "0")] if seconds.keys() & {"hold", "rest"} else []
    return "-".join([seconds["in"], *held, seconds["out"], *([seconds["rest"]] if "rest" in seconds else [])])


def _number(key: str, number: float) -> str:
    if key in _LENGTHS:
        return exact_length(number)
    return f"{_decimal(number)}dB" if key in _LEVELS else _decimal(number)


def _decimal(number: float) -> str:
    return f"{Decimal(str(number)).normalize():f}"
