"""The commands around voices. What a command needs is imported inside it, so that `--help` is fast."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from audiogen.cli.options import Overwrite, ProjectFolder, project_at, refuse_existing
from audiogen.project import Project

_DEFAULT_VOICE: Final = "heart"

voices_app = typer.Typer(invoke_without_command=True, help="List the voices, and get more of them.")


@voices_app.callback()
def show(context: typer.Context) -> None:
    """List the voices: language, gender, licence, what they sound like, and whether they are here."""
    if context.invoked_subcommand is None:
        from audiogen.cli.screen import voices as screen
        from audiogen.speech.registry import voices

        screen.show_voices(voices())


@voices_app.command()
def get(
    names: Annotated[list[str], typer.Argument(help="Voices that can be downloaded, like emma or kokoro.")],
) -> None:
    """Download what voices need; a download that was cut goes on where it stopped."""
    from functools import partial

    from audiogen.cli.screen import voices as screen
    from audiogen.speech.models.download import files_for, get_files
    from audiogen.speech.registry import find_voice

    # all names are looked up before anything is downloaded, so that a typing error is reported at once
    for name, files in [(name, files_for(name)) for name in names]:
        with screen.download_bar() as bars:
            places = get_files(files, partial(bars.show, name))
        screen.show_got(name, places, find_voice(name).available())


def say(  # noqa: PLR0913 - one for each option
    text: Annotated[str | None, typer.Argument(help="What to say; - reads it from standard input.")] = None,
    *,
    voice: Annotated[
        str, typer.Option(help="As `audiogen voices` lists them.", show_default="heart, or the script's own")
    ] = "",
    language: Annotated[
        str,
        typer.Option(
            help="Of the text, as a short code like en-gb or de.",
            show_default="the voice's or the script's own; else en",
        ),
    ] = "",
    wpm: Annotated[float, typer.Option(min=60, max=220, help="Words a minute.")] = 140.0,
    words: Annotated[
        bool, typer.Option("--words", help="Show how each sentence will be read, without speaking; ? marks a guess.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="With --words: as JSON.")] = False,
    script: Annotated[
        str, typer.Option(help="With --words: a whole session, by its file, name or number.", show_default=False)
    ] = "",
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="A WAV or FLAC file.", show_default="sample-VOICE.wav")
    ] = None,
    force: Overwrite = False,
    play: Annotated[bool, typer.Option("--play/--no-play", help="Play it, where this computer can.")] = True,
    project: ProjectFolder = Path(),
) -> None:
    """Speak a text in a voice, write it to a file, and play it; or show how it will be read."""
    from audiogen.cli import playback
    from audiogen.cli.screen import voices as screen
    from audiogen.preview.say import speak_sample

    if (as_json or script) and not words:
        message = f"{'--json' if as_json else '--script'} goes with --words"
        raise typer.BadParameter(message)
    if (text is None) == (not script):
        message = "name a TEXT, or a whole session with --words --script, one of the two"
        raise typer.BadParameter(message)
    written = sys.stdin.read() if text == "-" else text or ""
    if words:
        _show_words(project_at(project), written, script, voice, language, as_json=as_json)
        return
    voice = voice or _DEFAULT_VOICE
    path = _sample_path(out, voice, force=force)
    language = language or _language_of(voice, project)
    sample = speak_sample(project_at(project), written, path, voice=voice, language=language, wpm=wpm)
    screen.show_sample(sample)
    if play and sys.stdout.isatty() and not playback.play(path):
        screen.show_unplayed(path)


def _show_words(project: Project, text: str, script: str, voice: str, language: str, *, as_json: bool) -> None:
    """How a text, or a whole session, will be read."""
    from audiogen.cli.screen import voices as screen
    from audiogen.preview.pronunciation import session_pronunciations, text_pronunciations

    if script:
        shown = session_pronunciations(project, script, voice, language)
    else:
        voice = voice or _DEFAULT_VOICE
        shown = text_pronunciations(project, text, voice, language or _language_of(voice, project.root))
    if as_json:
        screen.show_pronunciations_as_json(shown)
    else:
        screen.show_pronunciations(shown)


def _language_of(voice: str, root: Path) -> str:
    """What a voice speaks; English when it speaks several languages."""
    from audiogen.speech.registry import find_voice

    spoken = find_voice(voice, root).languages
    return spoken[0] if len(spoken) == 1 else "en"


def _sample_path(out: Path | None, voice: str, *, force: bool) -> Path:
    """The file that a sample is written to: `out`, else one beside the samples that are there already.

    Raises:
        OutputError: when `out` exists and may not be written over.
    """
    if out is None:
        name = f"sample-{''.join(letter if letter.isalnum() else '-' for letter in voice)}"
        first = Path(f"{name}.wav")
        others = (Path(f"{name}-{number}.wav") for number in itertools.count(2))
        return first if force else next(path for path in itertools.chain([first], others) if not path.exists())
    refuse_existing(out, force=force)
    return out
