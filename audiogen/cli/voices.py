"""The commands around voices. What a command needs is imported inside it, so that `--help` is fast."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path
from typing import Annotated

import typer

from audiogen.errors import OutputError

voices_app = typer.Typer(invoke_without_command=True, help="List the voices, and get more of them.")

_DEFAULT_WPM = 140.0


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
    from audiogen.cli.screen import voices as screen
    from audiogen.speech.models.getting import files_for, get_files
    from audiogen.speech.registry import find_voice

    # all names are looked up before anything is downloaded: a mistyped one is told at once
    for name, files in [(name, files_for(name)) for name in names]:
        with screen.Download(name) as display:
            places = get_files(files, display.show)
        screen.show_got(name, places, find_voice(name).available())


def say(  # noqa: PLR0913 - one for each option
    text: Annotated[str, typer.Argument(help="What to say; - reads it from standard input.")],
    *,
    voice: Annotated[str, typer.Option(help="As `audiogen voices` lists them.")] = "heart",
    language: Annotated[
        str, typer.Option(help="BCP 47, like en-gb or de.", show_default="the voice's own; en when it speaks several")
    ] = "",
    wpm: Annotated[float, typer.Option(min=60, max=220, help="Words a minute.")] = _DEFAULT_WPM,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="A WAV or FLAC file.", show_default="sample-VOICE.wav")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    play: Annotated[bool, typer.Option("--play/--no-play", help="Play it, where this computer can.")] = True,
    project: Annotated[
        Path, typer.Option("--project", "-C", help="The folder whose lexicon is used.", show_default="this folder")
    ] = Path(),
) -> None:
    """Speak a text in a voice, write it to a file, and play it."""
    from audiogen.cache.store import default_cache_folder
    from audiogen.cli import playback
    from audiogen.cli.screen import voices as screen
    from audiogen.preview.say import speak_sample
    from audiogen.project import Project
    from audiogen.speech.registry import find_voice

    path = _place(out, voice, force=force)
    if not language:
        spoken = find_voice(voice, project).languages
        language = spoken[0] if len(spoken) == 1 else "en"
    words = sys.stdin.read() if text == "-" else text
    place = Project(project, project / "dist", default_cache_folder())
    sample = speak_sample(place, words, path, voice=voice, language=language, wpm=wpm)
    screen.show_sample(sample)
    if play and sys.stdout.isatty() and not playback.play(path):
        screen.show_unplayed(path)


def _place(out: Path | None, voice: str, *, force: bool) -> Path:
    """Where a sample is written: where it was asked for, else beside the samples that are there already.

    Raises:
        OutputError: when something is there that nobody said may be lost.
    """
    if out is None:
        name = f"sample-{''.join(letter if letter.isalnum() else '-' for letter in voice)}"
        first = Path(f"{name}.wav")
        others = (Path(f"{name}-{number}.wav") for number in itertools.count(2))
        return first if force else next(path for path in itertools.chain([first], others) if not path.exists())
    if out.exists() and not force:
        message = f"{out} is there already"
        raise OutputError(message, hint="Choose another name with --out, or add --force to write over it.")
    return out
