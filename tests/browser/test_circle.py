"""The circle is where the recording is."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from support.listener import Listener
from support.listening_shows import breathing_s
from support.visits import Visit, Window

LATE_S = 0.05
ROUNDING = 0.01
SMALLEST = 0.4
"""Of the disc, as a part of the whole circle: the core, which never moves."""
FRAMES = """(count) => new Promise((done) => {
  const [sound, disc, seen] = [document.getElementById("sound"), document.querySelector("main .breath"), []];
  const { port1, port2 } = new MessageChannel();
  let from;
  // the page draws between the beginning of the frame and this, which a busy machine may put far apart
  port1.onmessage = () => {
    const style = getComputedStyle(disc);
    seen.push([from, sound.currentTime, new DOMMatrix(style.transform).a, Number(style.opacity)]);
    // the sound may go on a moment before the page is told that it does
    if (seen.length === 2 && seen[0][2] === seen[1][2] && seen[0][3] === seen[1][3]) seen.length = 0;
    if (seen.length < count) requestAnimationFrame(look); else done(seen);
  };
  const look = (begun) => {
    from = sound.currentTime - ((performance.now() - begun) / 1000) * sound.playbackRate;
    port2.postMessage(null);
  };
  requestAnimationFrame(look);
})"""


def fullness(at_s: float) -> float:
    """Of somebody who breathes in for four seconds and out for six."""
    after = (at_s - breathing_s("course")) % 10
    part = after / 4 if after < 4 else 1 - (after - 4) / 6
    return (1 - math.cos(math.pi * part)) / 2


def fits(from_s: float, to_s: float, full: float) -> bool:
    """Whether the breath is so full within the time by which a circle may be late, of a frame that lies between."""
    near = [fullness(ms / 1000) for ms in range(round((from_s - LATE_S) * 1000), round((to_s + LATE_S) * 1000) + 1)]
    return min(near) - ROUNDING <= full <= max(near) + ROUNDING


@pytest.mark.parametrize("speed", [1.0, 1.2])
def test_the_circle_is_within_50_ms_of_the_recording(visiting: Callable[..., Visit], speed: float) -> None:
    listener = Listener(visiting()).open().play().breathe(breathing_s("course") + 11)
    listener.sound.evaluate("(sound, speed) => { sound.playbackRate = speed; }", speed)
    seen = listener.page.evaluate(FRAMES, 30)
    drawn = [(from_s, to_s, (scale - SMALLEST) / (1 - SMALLEST)) for from_s, to_s, scale, _ in seen]
    assert [(*each, fullness(each[0])) for each in drawn if not fits(*each)] == []
    assert drawn[-1][2] > drawn[0][2] + 0.05


def test_where_motion_is_reduced_the_circle_fades_with_the_breath_and_keeps_its_size(
    visiting: Callable[..., Visit],
) -> None:
    listener = Listener(visiting(window=Window(still=True))).open().play().breathe(breathing_s("course") + 11)
    seen = listener.page.evaluate(FRAMES, 30)
    assert {scale for _, _, scale, _ in seen} == {1}
    assert seen[-1][3] > seen[0][3]
