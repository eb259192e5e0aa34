"""Which voice was meant by a name that none has, and which voices speak a language. Says it, and decides nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from audiogen.names import nearest
from audiogen.script.meant.languages import language_name, tag_meant
from audiogen.script.meant.tables import meanings
from audiogen.script.meant.words import means_off
from audiogen.speech.engine import Engine, Polyglot, speaks

_SEVERAL: Final = re.compile(r"\s*[,;/+&]\s*|\s+(?:and|or|und|oder|et|ou|y|o)\s+")
_WORD: Final = re.compile(r"\w+")
_LISTED: Final = "`audiogen voices` lists all"
_LONGEST: Final = 60


def voice_meant(name: str, engines: Mapping[str, Engine]) -> str:
    """What to write in place of the name of a voice that does not exist, as the second half of a sentence.

    Args:
        name: what stands there.
        engines: all voices, by name.
    """
    words = name.strip().casefold()
    if len(words) > _LONGEST:
        return _some(engines)
    if means_off(words) or not words:
        return f"a session needs a voice, so {_some(engines)}"
    return _by_name(words, engines) or _by_kind(words, engines) or _some(engines)


def _by_name(words: str, engines: Mapping[str, Engine]) -> str | None:
    """Advice on a name in capitals, on several names, and on one with a typing error."""
    if words in engines or words.startswith(tuple(f"{family}-" for family in engines)):
        return f"write {words}"
    several = [part for part in _SEVERAL.split(words) if part]
    if len(several) > 1 and all(part.partition("-")[0] in engines for part in several):
        return f"for several, of which each has its turn when one cannot speak, write [{', '.join(several)}]"
    near = None if meanings("genders").get(words) else nearest(words, engines)
    return f"did you mean {near}? If not: {_LISTED}" if near else None


def _by_kind(words: str, engines: Mapping[str, Engine]) -> str | None:
    """Advice on a gender or a language in place of a name."""
    gender = next((found for word in _WORD.findall(words) if (found := meanings("genders").get(word))), None)
    names = list(_named(gender, engines)) if gender else []
    if names:
        return f"write the name of a {gender} voice: {', '.join(names)}"
    tag = tag_meant(words)
    return speakers(tag, engines) if tag else None


def variant_meant(family: Engine, variant: str) -> str | None:
    """The name of a variant that is written as the name of a language; None when it is none that the family speaks."""
    tag = tag_meant(variant)
    return family.speaker_of(tag) if tag and isinstance(family, Polyglot) else None


def speakers(language: str, engines: Mapping[str, Engine]) -> str:
    """Which voices speak a language, those that are here before those to be had, as the second half of a sentence."""
    found = by_fitness(language, engines)
    here = [f'"voice: {name}"{_where(engine)}' for name, engine in found if engine.available() is None]
    to_get = [name for name, engine in found if engine.available() is not None]
    if not here and language_name(language).startswith('"'):
        return "no voice does; write a language like en, de or fr"
    ways = [f"write {' or '.join(here)}"] if here else []
    ways += [f"get {' or '.join(to_get)}, as `audiogen voices` says"] if to_get else []
    return ", or ".join(ways) or f"no voice does; {_LISTED}"


def by_fitness(language: str, engines: Mapping[str, Engine]) -> list[tuple[str, Engine]]:
    """The voices that speak a language (BCP 47), each under the name that does: robots last, else online ones."""
    found = [(name, engine) for engine in engines.values() if (name := _speaker(engine, language))]
    # a voice of people is wanted sooner than a robot's
    found.sort(key=_last)
    return found


def _last(found: tuple[str, Engine]) -> tuple[bool, bool]:
    """Where a voice stands in a list: those that need no network first."""
    return found[1].gender == "none", found[1].online


def _speaker(engine: Engine, language: str) -> str | None:
    """The name under which an engine speaks a language; None where it does not, or where it only seems to."""
    if isinstance(engine, Polyglot):
        return engine.speaker_of(language)
    if not engine.languages:
        # what speaks any language in tones is no voice to choose, what needs a model for each one is
        return engine.name if engine.gender != "none" else None
    return engine.name if speaks(engine, language) else None


def _where(engine: Engine) -> str:
    if engine.online:
        return " (online: the text goes out)"
    return " (robotic)" if engine.gender == "none" else ""


def _named(gender: str, engines: Mapping[str, Engine]) -> Iterator[str]:
    fitting = sorted((each for each in engines.items() if each[1].gender == gender), key=_last)
    yield from (name for name, engine in fitting if engine.available() is None)
    yield from (f"{name} (to be downloaded)" for name, engine in fitting if engine.available() is not None)


def _some(engines: Mapping[str, Engine]) -> str:
    usable = (each for each in engines.items() if each[1].available() is None and each[1].gender != "none")
    here = [name for name, _ in sorted(usable, key=_last)]
    return f"write {' or '.join(here)}; {_LISTED}" if here else _LISTED
