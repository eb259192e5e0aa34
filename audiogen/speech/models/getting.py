"""Getting what a voice needs: which files these are, and having them. Only `audiogen voices get` asks for it."""

from __future__ import annotations

from pathlib import Path

from audiogen.errors import VoiceError
from audiogen.speech.models.catalogue import RemoteFile, models_folder, remote_models
from audiogen.speech.models.download import OnProgress, download
from audiogen.speech.registry import find_voice


def files_for(voice: str) -> tuple[RemoteFile, ...]:
    """The files that a voice needs, or the family of a variant; none when it needs no download.

    Raises:
        VoiceError: when there is no such voice, or when it is had in another way, which the hint tells.
    """
    missing = find_voice(voice).available()
    for name, files in remote_models().items():
        if voice == name or voice.startswith(f"{name}-"):
            return files
    if missing is not None:
        message = f"the voice {voice} is not one that audiogen downloads"
        raise VoiceError(message, hint=f"{missing[:1].upper()}{missing[1:]}.")
    return ()


def get_files(files: tuple[RemoteFile, ...], on_progress: OnProgress) -> tuple[Path, ...]:
    """Download files into the folder of models; what is there already is kept.

    Raises:
        VoiceError: when a download fails.
        OutputError: when the folder of models cannot be written.
    """
    total = sum(file.size_bytes for file in files)
    before = 0
    places: list[Path] = []
    for file in files:
        places.append(download(file, models_folder(), on_progress=_shifted(on_progress, before, total)))
        before += file.size_bytes
        on_progress(before, total)
    return tuple(places)


def _shifted(on_progress: OnProgress, before: int, total: int) -> OnProgress:
    return lambda done, _size: on_progress(before + done, total)
