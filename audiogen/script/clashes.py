"""What sessions of one show share though each needs its own, and what is odd about the names of their files."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Final

from audiogen.errors import Problem
from audiogen.names import listed, quotable
from audiogen.script.folder import ScriptFile

_MOST_LISTED: Final = 5


def clashes(files: Sequence[ScriptFile], chosen: Sequence[ScriptFile]) -> Iterator[Problem]:
    """What the chosen scripts share with any other, though it must be theirs alone; told once for all that share it."""
    for each in chosen:
        if each.name.fault:
            yield Problem(each.path, 1, 1, each.name.fault)
    same_number = _groups(files, chosen, lambda each: 0 if each.name.fault else each.number)
    for group in same_number:
        every = "all" if group[2:] else "both"
        message = f"{_file_names(group)} are {every} episode {group[0].number}; begin each name with its own number"
        yield Problem(_last_of(group, chosen).path, 1, 1, message)
    for group in _groups(files, chosen, lambda each: each.slug):
        # whoever copies a file copies its slug, and has been told of the number
        if group not in same_number:
            message = f'{_file_names(group)} have the slug "{quotable(group[0].slug)}"; give each its own with "slug: "'
            yield Problem(_last_of(group, chosen).path, 1, 1, message)


def _groups(
    files: Sequence[ScriptFile], chosen: Sequence[ScriptFile], key: Callable[[ScriptFile], str | int]
) -> list[list[ScriptFile]]:
    """All files that have something in common with another, if one of them was chosen."""
    groups: dict[str | int, list[ScriptFile]] = {}
    for each in files:
        groups.setdefault(key(each), []).append(each)
    return [group for value, group in groups.items() if value and group[1:] and any(each in chosen for each in group)]


def _file_names(group: Sequence[ScriptFile]) -> str:
    """Their names in a sentence; of many, the first ones."""
    names = [each.path.name for each in group[:_MOST_LISTED]]
    more = len(group) - len(names)
    return listed([*names, f"{more} more"] if more else names)


def _last_of(group: Sequence[ScriptFile], chosen: Sequence[ScriptFile]) -> ScriptFile:
    return next(each for each in reversed(group) if each in chosen)


def doubtful_names(files: Sequence[ScriptFile], chosen: Sequence[ScriptFile]) -> Iterator[Problem]:
    """Files without a number beside others that have one."""
    if not any(each.name.ordered for each in files):
        return
    for each in chosen:
        if not each.name.ordered:
            good = f"{each.number:02}-{each.path.name}"
            message = (
                f"the name has no number, so that this is episode {each.number} until a file is added before it; "
                f"begin the name with one, like {good}"
            )
            yield Problem(each.path, 1, 1, message, warning=True)


def other_dates(chosen: Sequence[ScriptFile]) -> Iterator[Problem]:
    """Dates in names that are not the dates in the files."""
    for each in chosen:
        script = each.reading.value
        if script and each.date and each.name.date not in (None, script.date):
            place, written = each.date.place, script.date
            message = f"date: the file's name begins with another date, {each.name.date}; {written} counts"
            yield Problem(each.path, place.line, place.column, message, warning=True)


def same_titles(files: Sequence[ScriptFile], chosen: Sequence[ScriptFile], told: Collection[Path]) -> Iterator[Problem]:
    """Titles that two sessions have; not where a file is a copy in other ways, too."""
    titled = [each for each in files if each.title and each.title.value.strip()]
    for group in _groups(titled, chosen, lambda each: each.title.value.strip().casefold() if each.title else ""):
        last = _last_of(group, chosen)
        if last.title and last.path not in told:
            place, others = last.title.place, [each for each in group if each is not last]
            names = _file_names(others) if others[1:] else others[0].path.name
            message = (
                f'title: "{quotable(last.title.value)}" is the title of {names}, too; give each a title of its own'
            )
            yield Problem(last.path, place.line, place.column, message, warning=True)
