"""The commands around voices. What a command needs is imported inside it, so that `--help` is fast."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path
from typing import Annotated

import typer

from audiogen.cli.options import Overwrite, ProjectFolder, project_at
from audiogen.errors import OutputError

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
    text: Annotated[str, typer.Argument(help="What to say; - reads it from standard input.")],
    *,
    voice: Annotated[str, typer.Option(help="As `audiogen voices` lists them.")] = "heart",
    language: Annotated[
        str, typer.Option(help="BCP 47, like en-gb or de.", show_default="the voice's own; en when it speaks several")
    ] = "",
    wpm: Annotated[float, typer.Option(min=60, max=220, help="Words a minute.")] = 140.0,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="A WAV or FLAC file.", show_default="sample-VOICE.wav")
    ] = None,
    force: Overwrite = False,
    play: Annotated[bool, typer.Option("--play/--no-play", help="Play it, where this computer can.")] = True,
    project: ProjectFolder = Path(),
) -> None:
    """Speak a text in a voice, write it to a file, and play it."""
    from audiogen.cli import playback
    from audiogen.cli.screen import voices as screen
    from audiogen.preview.say import speak_sample
    from audiogen.speech.registry import find_voice

    path = _sample_path(out, voice, force=force)
    if not language:
        spoken = find_voice(voice, project).languages
        language = spoken[0] if len(spoken) == 1 else "en"
    words = sys.stdin.read() if text == "-" else text
    sample = speak_sample(project_at(project), words, path, voice=voice, language=language, wpm=wpm)
    screen.show_sample(sample)
    if play and sys.stdout.isatty() and not playback.play(path):
        screen.show_unplayed(path)


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
    if out.exists() and not force:
        message = f"{out} is there already"
        raise OutputError(message, hint="Choose another name with --out, or add --force to write over it.")
    return out
