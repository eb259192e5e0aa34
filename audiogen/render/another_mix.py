"""Another mix of a session that is mastered already: at the same gain, and never above the same peak."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from audiogen.errors import MediaError
from audiogen.progress import Stage
from audiogen.render.files import EpisodeFiles
from audiogen.render.gain import Mastering

_TRIES: Final = 6


@dataclass(frozen=True, slots=True)
class AnotherMix:
    """Such a mix, and the one file to be made of it."""

    files: EpisodeFiles
    mastering: Mastering
    """Of the mix that it stands beside."""
    true_peak_dbtp: float
    """At most, decoded."""
    where: str
    """The script, for messages."""
    on_progress: Callable[[Stage, int], None] = lambda _stage, _done: None

    def write(self) -> None:
        """Write the file; once more with a lower ceiling for as long as a codec takes peaks over the limit.

        Raises:
            MediaError: when the finished file has another length than its mix, or peaks that stay too high.
            OutputError: when it cannot be written.
        """
        (output,), mastering = self.files.outputs, self.mastering
        for _ in range(_TRIES):
            self.files.write(mastering, partial(self.on_progress, "encode"))
            measured = self.files.heard(output, partial(self.on_progress, "verify"))
            over_db = measured.true_peak_dbtp - self.true_peak_dbtp
            if measured.frames != self.files.mix.frames:
                length = f"{measured.frames} frames long instead of {self.files.mix.frames}"
                message = f"{self.where}: without its bed, the finished {output.format.name} is {length}"
                raise MediaError(message, hint="Build the session again.")
            if over_db <= 0:
                return
            mastering = mastering.with_peaks_lower(over_db)
        peak = f"at {measured.true_peak_dbtp:.2f} dBTP instead of at most {self.true_peak_dbtp:.1f}"
        message = f"{self.where}: without its bed, the finished {output.format.name} is {peak}"
        raise MediaError(message, hint="Set `levels:` in scripts/show.yaml lower, the bell's or the loudness itself.")
