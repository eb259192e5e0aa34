"""A baseline: nothing but LAME on finished audio, with audiogen's settings. `lame_alone.py IN.wav OUT.mp3`."""

import sys
from pathlib import Path

import lameenc
import soundfile

encoder = lameenc.Encoder()
encoder.set_bit_rate(128)
encoder.set_in_sample_rate(48_000)
encoder.set_channels(2)
encoder.set_quality(5)
encoder.silence()
with soundfile.SoundFile(sys.argv[1]) as sound, Path(sys.argv[2]).open("wb") as mp3:
    mp3.writelines(encoder.encode(block.tobytes()) for block in sound.blocks(55_296, dtype="int16"))
    mp3.write(encoder.flush())
