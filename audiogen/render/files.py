"""A mix → the media files of an episode: an MP3 alone in segments on all cores, several formats from one pass."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass

from audiogen.audio.samples import Samples
from audiogen.encode.behind import complete_or_removed
from audiogen.encode.decode import measure
from audiogen.encode.formats import find_format
from audiogen.encode.mp3.decoding import Mp3Frames
from audiogen.encode.mp3.lame_tag import frame_bytes
from audiogen.encode.mp3.segments import NoJointError, Segment, segments
from audiogen.encode.mp3.writer import Mp3File
from audiogen.encode.tags import Tags
from audiogen.parallel import Workers
from audiogen.render.counter import Counter
from audiogen.render.gain import Mastering, mastered
from audiogen.render.kept_sound import Keeper
from audiogen.render.limiter import LimiterWork
from audiogen.render.measuring import measure_zones, zones
from audiogen.render.mixer import Mixer
from audiogen.render.mp3_sound import Mp3Sound, heard_by
from audiogen.render.output import PARTS, Output
from audiogen.verify.meters.heard import Heard, SumsCheck


@dataclass(frozen=True, slots=True)
class EpisodeFiles:
    """The media files of one episode, to be written from its mix."""

    mix: Mixer
    outputs: tuple[Output, ...]
    tags: Tags
    workers: Workers
    kept: Keeper | None = None
    """Where encoded sound is kept; None where it is not."""
    apart: tuple[tuple[int, int], ...] = ()
    """Where the session is another one for everybody who hears it, from and up to."""

    @property
    def in_segments(self) -> bool:
        """Whether the file is one that is made of segments: of formats, only MP3s can be joined."""
        return [(output.format, output.part) for output in self.outputs] == [(find_format("mp3"), "mix")]

    def write(self, mastering: Mastering, on_written: Callable[[int], None]) -> LimiterWork:
        """Write every file anew.

        Args:
            mastering: the gain and the ceiling of the mix.
            on_written: called with how many frames of the session are written, from any thread, one at a time.

        Returns:
            How much the limiter turned down so that peaks stay under the ceiling.

        Raises:
            OutputError: when a file cannot be written.
        """
        if self.in_segments:
            with suppress(NoJointError):
                return self._in_segments(self.outputs[0], mastering, on_written)
        with Counter(on_written) as counter:
            self._in_one_pass(mastering, counter)
            return counter.limited

    def heard(self, output: Output, on_measured: Callable[[int], None]) -> Heard:
        """What a finished file sounds like, decoded to its end.

        Args:
            output: one of the files.
            on_measured: called with how many frames of sound have been measured.

        Raises:
            MediaError: when it is not what can be played.
        """
        if self.in_segments and (heard := self._heard_in_zones(output, on_measured)):
            return heard
        sums = SumsCheck()
        measured = measure(output.path, on_measured, sums.feed)
        return sums.heard(measured.energies, measured.true_peak_dbtp)

    def _heard_in_zones(self, output: Output, on_measured: Callable[[int], None]) -> Heard | None:
        parts, mp3 = self._segments, Mp3Frames.of(output.path, frame_bytes(output.kbps or 0))
        own = [bool(self.kept) and heard_by(each, self.mix).own for each in parts]
        return measure_zones(mp3, zones(parts, own), self.kept, self.workers, on_measured)

    @property
    def _segments(self) -> tuple[Segment, ...]:
        return segments(self.mix.frames, self.apart)

    def _in_segments(self, output: Output, mastering: Mastering, on_written: Callable[[int], None]) -> LimiterWork:
        frames, kbps = self.mix.frames, output.kbps or 0
        mp3 = Mp3File(output.path, tags=self.tags, frames=frames, bit_rate_kbps=kbps)
        with complete_or_removed(output.path, mp3), Counter(on_written) as counter:
            sound = Mp3Sound(self.mix, mastering, kbps, self.workers, counter, self.kept)
            sound.encode(self._segments, mp3.put_at)
            return counter.limited

    def _in_one_pass(self, mastering: Mastering, counter: Counter) -> None:
        """Every encoder works in a thread of its own, behind the one that mixes."""
        frames = self.mix.frames
        with ExitStack() as stack:
            writers = [
                stack.enter_context(each.format.open(each.path, tags=self.tags, frames=frames, bit_rate_kbps=each.kbps))
                for each in self.outputs
            ]
            source = self.mix if all(output.part == "mix" for output in self.outputs) else _Parts(self.mix)
            for block in mastered(source, mastering, 0, frames, counter.note):
                for output, writer in zip(self.outputs, writers, strict=True):
                    first = 2 * PARTS.index(output.part)
                    writer.write(block[first : first + 2])
                counter.add(block.shape[1])


@dataclass(frozen=True, slots=True)
class _Parts:
    """A mix together with its parts, as one source of six channels."""

    mix: Mixer

    def render(self, start: int, frames: int) -> Samples:
        return self.mix.render_parts(start, frames)
