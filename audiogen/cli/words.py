"""`audiogen words`: what may be said wrong in a session. Imports stay inside, so that `--help` is fast."""

from __future__ import annotations

from pathlib import Path

from audiogen.cli.options import Names, ProjectFolder, project_at


def words(names: Names = None, *, project: ProjectFolder = Path()) -> None:
    """List unknown words, names and words that are written alike, as they will be read, for the lexicon."""
    from audiogen.cli.screen import words as screen
    from audiogen.preview.vocabulary import doubtful_words, silent_voices
    from audiogen.script.load import load_library
    from audiogen.speech.phrase import project_phrasing

    found = project_at(project)
    library = load_library(found.scripts, names or ())
    phrasing = project_phrasing(found)
    screen.show_doubtful_words(
        doubtful_words(library, phrasing), silent_voices(library, phrasing), len(library.scripts)
    )
