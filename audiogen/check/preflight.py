"""Finds what is bound to fail before a word is spoken, in voices, beds and words, without loading a voice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from audiogen.ambience.presets import Shelf, load_presets
from audiogen.check.craft.findings import craft_findings
from audiogen.check.craft.session import Surroundings
from audiogen.check.editions import expected_editions, length_problems
from audiogen.check.helplines import helpline_notices
from audiogen.check.lengths import SessionLength
from audiogen.check.listing import listing_notices
from audiogen.check.online_voices import online_notices
from audiogen.check.own_words import english_notice, own_word_problems
from audiogen.check.session import SessionChecker
from audiogen.check.track_names import same_names
from audiogen.editions.edition import Edition
from audiogen.editions.unfilled import never_filled_in_show
from audiogen.errors import AudiogenError, Problem, ScriptError
from audiogen.plan.cues import Plan
from audiogen.project import Project
from audiogen.script.folder import SHOW_FILE
from audiogen.script.load import Library, load_library
from audiogen.script.lock import PublishedLock, read_lock
from audiogen.script.model import Show
from audiogen.script.renewal import lock_problems
from audiogen.script.yaml.document import nearest_place
from audiogen.speech.phrase import Phrasing, project_phrasing


@dataclass(frozen=True, slots=True)
class Checked:
    """Scripts in which nothing stands against a build."""

    loaded: Library
    warnings: tuple[Problem, ...]
    lengths: tuple[SessionLength, ...]
    """How long the sessions will be, as far as that can be known."""
    notices: tuple[str, ...] = ()
    """What is worth knowing, and no mistake."""
    findings: tuple[Problem, ...] = ()
    """What the craft of guided sessions says of them, in the order of their places; none of it keeps one from being
    built."""

    @property
    def told(self) -> tuple[Problem, ...]:
        """Warnings and findings, in the order of their places."""
        return tuple(sorted({*self.warnings, *self.findings}))


def check_project(project: Project, names: Sequence[str], phrasing: Phrasing | None = None) -> Checked:
    """Load the scripts of a project and look for every problem.

    Args:
        project: the folders.
        names: the scripts, as `load_library` takes them.
        phrasing: how the show's phrases are said, where that has been read already.

    Raises:
        ScriptError: with all problems of all scripts.
        AudiogenError: when there is nothing to check.
    """
    library = load_library(project.scripts, names)
    phrasing, shelf = phrasing or project_phrasing(project), load_presets(project.root)
    checker = SessionChecker(Surroundings(library.show, project, phrasing), shelf.presets)
    checks = [checker.check(script) for script in library.scripts]
    problems = [*show_problems(library, project, read_lock(project.scripts), shelf)]
    problems += chain.from_iterable(check.problems for check in checks)
    expected = [check.editions for check in checks]
    findings = () if mistaken(problems) else craft_findings(library, expected, project, phrasing)
    if any(not problem.warning for problem in problems):
        raise ScriptError(tuple(sorted({*problems, *findings})))
    lengths = tuple(chain.from_iterable(check.lengths for check in checks))
    english = filter(None, (english_notice(library.show),))
    notices = (*online_notices(library, phrasing), *helpline_notices(library), *listing_notices(library), *english)
    return Checked(library, _warnings(problems), lengths, notices, findings)


def mistaken(problems: Iterable[Problem]) -> bool:
    """Whether anything is to be mended before the craft is worth hearing; a length is itself a matter of craft."""
    return any(not problem.warning and problem.rule != "length" for problem in problems)


def check_library(
    library: Library, project: Project, lock: PublishedLock | None, phrasing: Phrasing, *, public: bool = True
) -> tuple[Problem, ...]:
    """Every problem of voices, beds, recordings and words in the scripts.

    A target that cannot be met is not among them: it makes one session of a build fail, not all.

    Args:
        library: the scripts.
        project: the folders.
        lock: what the show is known by.
        phrasing: how the show's phrases are said.
        public: whether the tracks for everybody are looked at, too, in which what clients are called may be unfilled.

    Returns:
        The warnings, with which a build may go on.

    Raises:
        ScriptError: with all problems of all scripts, warnings included, when a build may not.
    """
    shelf, plans = load_presets(project.root), dict[Edition, tuple[Plan, ...]]()
    checker = SessionChecker(Surroundings(library.show, project, phrasing), shelf.presets)
    problems = [*show_problems(library, project, lock, shelf)]
    for script in library.scripts:
        problems += checker.problems(script, plans, public=public)
        found = length_problems(expected_editions(library.show, script, phrasing, plans))
        problems += (problem for problem in found if problem.warning)
    return _warnings(problems)


def show_problems(library: Library, project: Project, lock: PublishedLock | None, shelf: Shelf) -> Iterator[Problem]:
    """What is wrong with what sessions share, and with what each needs for itself.

    Args:
        library: the scripts; one or more.
        project: the folders.
        lock: what the show is known by.
        shelf: the presets.
    """
    yield from library.warnings
    yield from shelf.problems
    yield from lock_problems(lock, library)
    yield from _cover_problems(library.show, project)
    yield from own_word_problems(library.show, project.scripts)
    yield from never_filled_in_show(library.show, project.scripts / SHOW_FILE)
    yield from same_names(library)


def _cover_problems(show: Show, project: Project) -> Iterator[Problem]:
    """What is wrong with the show's own cover, by what will read it later."""
    if show.cover:
        from audiogen.artwork.own import read_own  # noqa: PLC0415 - few shows bring a cover

        path = project.scripts / SHOW_FILE
        try:
            read_own(project.root / show.cover)
        except AudiogenError as error:
            told = f"{error.message}. {error.hint}" if error.hint else error.message
            yield Problem(path, *nearest_place(path, ("cover",)), f"cover: {told}")


def _warnings(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems, each once, in the order of their places; all are raised unless they are only warnings."""
    found = tuple(sorted(set(problems)))
    if any(not problem.warning for problem in found):
        raise ScriptError(found)
    return found
