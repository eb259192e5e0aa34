"""What the commands around voices show. Reads values, decides nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rich.markup import escape
from rich.progress import DownloadColumn, TimeRemainingColumn, TransferSpeedColumn

from audiogen.cli.screen.bars import Bars
from audiogen.cli.screen.terminal import OUT, plain_table, say
from audiogen.speech.engine import VoiceInfo
from audiogen.speech.words.letters import letters_of

if TYPE_CHECKING:
    # they load numpy
    from audiogen.preview.pronunciation import Pronunciation
    from audiogen.preview.say import Sample


def download_bar() -> Bars:
    """A bar while a voice is downloaded."""
    return Bars(DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())


def show_voices(voices: tuple[VoiceInfo, ...]) -> None:
    """The table of voices, and below it how to get the others, and the names of variants."""
    table = plain_table()
    table.add_column("Voice", no_wrap=True)
    for title in ("Speaks", "Gender", "Licence", "About", "Here?"):
        table.add_column(title, overflow="fold")
    for voice in voices:
        here = "no" if voice.missing else "[green]yes[/green]"
        table.add_row(voice.name, voice.speaks, voice.gender, escape(voice.licence), escape(voice.about), here)
    OUT.print(table)
    # outside the table, so that no command to be copied is broken or shortened
    for voice in voices:
        if voice.missing:
            say(f"How to get {voice.name}: {voice.missing}")
    for voice in voices:
        if voice.variants:
            say(f"Variants of {voice.name}: {voice.variants}")


def show_got(name: str, places: tuple[Path, ...], missing: str | None) -> None:
    """Where a voice's files are now, and what is still missing before it can speak."""
    where = f"in {places[0].parent}" if places else "without any download"
    say(f"The voice {name} is here, {where}.")
    if missing:
        say(f"Before it can speak: {missing}")
    else:
        say(f'Hear it with: audiogen say "Breathe in, and let it go." --voice {name}')


def show_sample(sample: Sample) -> None:
    """What was written, and how it came out."""
    pace = f", {sample.obtained_wpm:.0f} words a minute while speaking" if sample.obtained_wpm else ""
    say(f"{sample.path}: {sample.voice}, {sample.seconds:.1f} s{pace}")


_GUESSED: Final = (
    "? The voice does not know a word that is guessed. If it is said wrong, add it to scripts/lexicon.yaml, below its\n"
    '  language, like "en:", with its syllables, the stressed one in capitals: Oyelaran: oh-yeh-LAH-rahn'
)


def show_pronunciations(pronunciations: tuple[Pronunciation, ...]) -> None:
    """Each sentence as it is written, its words, its sounds, and what is guessed in it."""
    for each in pronunciations:
        say(each.text)
        say(f"  words   {each.words}")
        if each.ipa:
            say(f"  said    {' '.join(letters_of(word) or f'/{word}/' for word in each.ipa.split())}")
            say(f"  sounds  {each.ipa}")
        for word in each.guessed:
            say(f'  ?       "{word}" is guessed')
        for guess in each.guesses:
            say(f"  ?       {guess}")
    if any(each.guessed for each in pronunciations):
        say(_GUESSED)


def show_pronunciations_as_json(pronunciations: tuple[Pronunciation, ...]) -> None:
    """One object a sentence, for programs."""
    shown = [{"text": each.text, "words": each.words, "ipa": each.ipa} for each in pronunciations]
    say(json.dumps(shown, ensure_ascii=False, indent=2))


def show_unplayed(path: Path) -> None:
    """That nothing here can play it."""
    say(f"No player was found on this computer; open {path} yourself.")
