"""A baseline: the same session as a competent user of pydub would make it. `plain_pydub.py PLAN.json OUT.mp3`.

Phrases and silences are collected and joined once (joining with += is quadratic), the bed is looped, faded and laid
under them, and the whole is normalised by sample peak: no ducking, no loudness, no true peak.
"""

import json
import sys
import warnings
from pathlib import Path

warnings.simplefilter("ignore")
from pydub import AudioSegment, effects  # noqa: E402 - its import warns, and that is silenced first

plan = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))


def silence(seconds: float) -> AudioSegment:
    """Silence in the form of everything else."""
    return AudioSegment.silent(int(seconds * 1000), frame_rate=48_000).set_channels(2)


parts = [silence(plan["lead"])]
for item in plan["items"]:
    parts += [AudioSegment.from_wav(item["wav"]).set_channels(2).set_sample_width(2), silence(item["pause"])]
voice = parts[0]._spawn(b"".join(part.raw_data for part in parts))  # noqa: SLF001 - the way its own users join
bed = AudioSegment.from_wav(plan["bed"]).set_channels(2).set_sample_width(2)
bed = (bed * (len(voice) // len(bed) + 1))[: len(voice)] - 18
mix = effects.normalize(voice.overlay(bed.fade_in(6000).fade_out(12000)), headroom=1.0)
mix.export(sys.argv[2], format="mp3", bitrate="128k")
