"""Episodes with files that hold sound, where publishing has to look inside."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
from support.media import write

from audiogen.audio.samples import Samples
from audiogen.encode.formats import find_format
from audiogen.manifest import Manifest, Media, file_of


def with_real_media(dist: Path, made: Manifest, *formats: str, sound: Samples | None = None) -> Manifest:
    """An episode whose files are written, as a build would; silence of its length if no sound is given."""
    (dist / "episodes").mkdir(parents=True, exist_ok=True)
    heard = np.zeros((2, made.media[0].frames), np.float32) if sound is None else sound
    return made.model_copy(update={"media": tuple(_written(dist, made, each, heard) for each in formats)})


def _written(dist: Path, made: Manifest, name: str, sound: Samples) -> Media:
    form = find_format(name)
    path = write(dist / f"new{form.suffix}", form, sound)
    content = path.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    file = file_of(made.name, sha256, form.suffix)
    path.rename(dist / file)
    facts = {"file": file, "mime": form.mime, "size_bytes": len(content), "sha256": sha256}
    return made.media[0].model_copy(update=facts)
