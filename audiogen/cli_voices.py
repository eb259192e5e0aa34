"""The commands around voices. What a command needs is imported inside it, so that `--help` is fast."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

voices_app = typer.Typer(invoke_without_command=True, help="List the voices, and get more of them.")

_DEFAULT_WPM = 140.0


@voices_app.callback()
def show(context: typer.Context) -> None:
    """List the voices: language, gender, licence, what they sound like, and whether they are here."""
    if context.invoked_subcommand is None:
        from audiogen import screen_voices
        from audiogen.speech.registry import voices

        screen_voices.show_voices(voices())


@voices_app.command()
def get(
    names: Annotated[list[str], typer.Argument(help="Voices that can be downloaded, like emma or kokoro.")],
) -> None:
    """Download what voices need; a download that was cut goes on where it stopped."""
    from audiogen import screen_voices
    from audiogen.speech.models import get_models

    for name in names:
        with screen_voices.Download(name) as display:
            places = get_models(name, display.show)
        screen_voices.show_got(name, places)


def say(
    text: Annotated[str, typer.Argument(help="What to say; - reads it from standard input.")],
    *,
    voice: Annotated[str, typer.Option(help="As `audiogen voices` lists them.")] = "heart",
    language: Annotated[str, typer.Option(help="BCP 47, like en-gb or de.")] = "en",
    wpm: Annotated[float, typer.Option(min=60, max=220, help="Words a minute.")] = _DEFAULT_WPM,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="A WAV or FLAC file.", show_default="sample-VOICE.wav")
    ] = None,
    play: Annotated[bool, typer.Option("--play/--no-play", help="Play it, where this computer can.")] = True,
    project: Annotated[
        Path, typer.Option("--project", "-C", help="The folder whose lexicon is used.", show_default="this folder")
    ] = Path(),
) -> None:
    """Speak a text in a voice, write it to a file, and play it."""
    from audiogen import playback, screen_voices
    from audiogen.cache import default_cache_folder
    from audiogen.project import Project
    from audiogen.sample import speak_sample

    words = sys.stdin.read() if text == "-" else text
    place = Project(project, project / "dist", default_cache_folder())
    path = out or Path(f"sample-{''.join(letter if letter.isalnum() else '-' for letter in voice)}.wav")
    sample = speak_sample(place, words, path, voice=voice, language=language, wpm=wpm)
    screen_voices.show_sample(sample)
    if play and sys.stdout.isatty() and not playback.play(path):
        screen_voices.show_unplayed(path)
