"""What a session that leads into sleep would be like if it did not become softer: so its parts can be held together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from audiogen.audio.loudness import Energies
from audiogen.manifest import UncheckedManifest
from audiogen.verify.meters.loudness import HOPS_PER_S


def softer_db(manifest: UncheckedManifest, at_s: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much softer the voice is at these moments than at the beginning; 0 in a session that stays as it is."""
    softening = manifest.softening
    if softening is None:
        return np.zeros_like(at_s)
    return np.interp(at_s, [softening.start_s, softening.end_s], [0.0, softening.softer_db])


def unsoftened(manifest: UncheckedManifest, energies: Energies) -> Energies:
    """Energies as they would be if all stayed as loud as it is at the beginning."""
    if manifest.softening is None:
        return energies
    middles_s = (np.arange(energies.size) + 0.5) / HOPS_PER_S
    return np.asarray(energies * 10 ** (softer_db(manifest, middles_s) / 10))
