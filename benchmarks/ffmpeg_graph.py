"""A baseline: the same session by one filter graph of ffmpeg, as those who know it well would make it.

Phrases are delayed to their places and mixed, the bed is looped, ducked under them by a side chain, and the whole is
brought to -16 LUFS by two passes of `loudnorm`. `ffmpeg_graph.py PLAN.json OUT.mp3`.
"""

import json
import subprocess
import sys
from pathlib import Path

import soundfile

plan = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
_TARGET = "loudnorm=I=-16:TP=-1.5:LRA=20"


def seconds(wav: str) -> float:
    """The length of a phrase."""
    return float(soundfile.info(wav).duration)


starts, at = [], float(plan["lead"])
for item in plan["items"]:
    starts.append(at)
    at += seconds(item["wav"]) + item["pause"]
phrases = [argument for item in plan["items"] for argument in ("-i", item["wav"])]
count = len(plan["items"])
delayed = ";".join(
    f"[{n}]aformat=channel_layouts=stereo,adelay={start * 1000:.0f}:all=1[p{n}]" for n, start in enumerate(starts)
)
inputs = "".join(f"[p{n}]" for n in range(count))
graph = (
    f"{delayed};{inputs}amix=inputs={count}:normalize=0,apad,atrim=0:{at:.3f},asplit[voice][key];"
    f"[{count}]aloop=-1:size=2880000,atrim=0:{at:.3f},volume=-18dB,afade=in:d=6,afade=out:st={at - 12:.3f}:d=12[bed];"
    "[bed][key]sidechaincompress=threshold=0.02:ratio=4:attack=550:release=1100[ducked];"
    "[voice][ducked]amix=inputs=2:normalize=0"
)
command = ["ffmpeg", "-y", "-hide_banner", *phrases, "-i", plan["bed"], "-filter_complex"]
first = subprocess.run(
    [*command, f"{graph},{_TARGET}:print_format=json[out]", "-map", "[out]", "-f", "null", "-"],
    check=True,
    capture_output=True,
    text=True,
)
found = json.loads(first.stderr[first.stderr.rindex("{") : first.stderr.rindex("}") + 1])
measured = ":".join(
    f"measured_{name}={found[f'input_{key}']}"
    for name, key in (("I", "i"), ("TP", "tp"), ("LRA", "lra"), ("thresh", "thresh"))
)
second = f"{graph},{_TARGET}:linear=true:{measured}:offset={found['target_offset']},aresample=48000[out]"
subprocess.run(
    [*command, second, "-map", "[out]", "-c:a", "libmp3lame", "-b:a", "128k", sys.argv[2]],
    check=True,
    capture_output=True,
)
