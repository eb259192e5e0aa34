"""Changing the pace of speech without its pitch, for voices that have no pace of their own to choose."""

from __future__ import annotations

from fractions import Fraction

import av
import numpy as np

from audiogen.speech.engine import Sound


def stretch(sound: Sound, tempo: float) -> Sound:
    """The sound at another tempo, by FFmpeg's `atempo` (overlap-add of similar waveforms).

    On four sentences of the voice heart, a predictor of naturalness (DistillMOS) gives it 4.59 at a tempo of 0.84 and
    4.51 at 0.75, where Signalsmith Stretch (python-stretch 0.3.1), which works on spectra, gets 4.54 and 4.40; the
    sentences themselves have 4.64.

    Args:
        sound: any length.
        tempo: from 0.5, twice as long, to 2, half as long.
    """
    graph = av.filter.Graph()
    source = graph.add_abuffer(
        sample_rate=sound.rate_hz, format="flt", layout="mono", time_base=Fraction(1, sound.rate_hz)
    )
    graph.link_nodes(source, graph.add("atempo", str(tempo)), graph.add("abuffersink")).configure()
    frame = av.AudioFrame.from_ndarray(sound.samples[np.newaxis], format="flt", layout="mono")
    frame.sample_rate = sound.rate_hz
    graph.push(frame)
    graph.push(None)
    return Sound(np.concatenate(_drain(graph)), sound.rate_hz)


def _drain(graph: av.filter.Graph) -> list[np.ndarray[tuple[int], np.dtype[np.float32]]]:
    blocks = [np.zeros(0, np.float32)]
    while True:
        try:
            frame = graph.pull()
        except av.error.EOFError:
            return blocks
        blocks.append(np.asarray(frame.to_ndarray()[0], np.float32))
