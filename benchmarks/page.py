"""How heavy the listener's pages are, how soon something is heard, and how they look.

    python benchmarks/page.py                    # figures
    python benchmarks/page.py --screens FOLDER   # a picture of every screen, in every size, in the dark and by day

Both need what `make browser` brings. The shows are those of the tests in `tests/browser/`.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from support.browsers import lacking, started
from support.listener import OF_SPOILED, SCREENS, Listener
from support.listening_shows import MANY, SESSIONS, make_show
from support.looking import settled
from support.served_folder import ServedFolder, served_folder
from support.visits import SIZES, Visitor, Window

_BITS_PER_SECOND: Final = (1_600_000, 400_000)
_TIMES: Final = 5
_SINCE_THE_TAP: Final = """() => new Promise((done) => {
  document.querySelector("[data-begin]").addEventListener("click", () => {
    const begun = performance.now();
    const look = () => {
      const sound = document.getElementById("sound");
      if (sound && !sound.paused && sound.currentTime > 0) done((performance.now() - begun) / 1000);
      else setTimeout(look, 5);
    };
    look();
  }, { capture: true });
})"""


def main() -> None:
    """Print the figures, or take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--screens", type=Path, metavar="FOLDER", help="where pictures of all screens are written")
    parser.add_argument("--show", default="course", help="the show whose screens are taken: course, rtl or narrow")
    folder, show = (parsed := parser.parse_args()).screens, parsed.show
    if reason := lacking():
        sys.exit(reason)
    with started() as browser:
        visitor = Visitor(browser)
        if folder:
            _take(visitor, folder, show)
        else:
            _print_weights(visitor)
            _print_first_sounds(visitor)


def _print_weights(visitor: Visitor) -> None:
    kilobytes = {}
    for name, count in (("course", SESSIONS), ("many", MANY)):
        with _served(name) as served:
            made = visitor.visit(served.url, Window(), fresh=True)
            made.open()
            kilobytes[name] = made.weight / 1000
            print(f"show page of {count} sessions: {kilobytes[name]:.1f} kB")
            made.open("sessions/01-session.html")
            print(f"  and the page of a session after it: {made.weight / 1000 - kilobytes[name]:.1f} kB")
            made.end()
    growth = (kilobytes["many"] - kilobytes["course"]) / (MANY - SESSIONS)
    print(f"a session more on the show page: {growth * 1000:.0f} bytes")


def _print_first_sounds(visitor: Visitor) -> None:
    with _served("course") as served:
        for bits in _BITS_PER_SECOND:
            seconds = sorted(_first_sound_s(visitor, served, bits) for _ in range(_TIMES))
            least, usual, most = seconds[0], seconds[_TIMES // 2], seconds[-1]
            print(f"first sound at {bits / 1e6:g} Mbit/s: {usual:.2f} s ({least:.2f} to {most:.2f})")


def _first_sound_s(visitor: Visitor, served: ServedFolder, bits_per_second: int) -> float:
    """From the tap on Begin to the first sound that moves on, in a browser that has nothing of the show yet."""
    made = visitor.visit(served.url, Window(), fresh=True)
    page = made.open()
    made.throttle(bits_per_second, latency_ms=50)
    page.evaluate(f"() => {{ window.firstSound = ({_SINCE_THE_TAP})(); }}")
    page.locator("[data-begin]").click()
    seconds = float(page.evaluate("window.firstSound"))
    made.end()
    return seconds


def _take(visitor: Visitor, folder: Path, show: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, screens in ((show, SCREENS), ("spoiled", OF_SPOILED)):
        with _served(name) as served:
            for scheme, size in itertools.product(("dark", "light"), SIZES):
                listener = Listener(visitor.visit(served.url, Window(size, scheme)))
                for screen, reach in screens.items():
                    reach(listener)
                    settled(listener.page)
                    place = folder / f"{name}-{screen}-{size[0]}x{size[1]}-{scheme}.png"
                    listener.page.screenshot(path=place)
                    print(place)
                listener.visit.end()


@contextmanager
def _served(name: str) -> Iterator[ServedFolder]:
    with tempfile.TemporaryDirectory() as folder:
        make_show(name, Path(folder) / name)
        with served_folder(Path(folder) / name / "dist") as served:
            yield served


if __name__ == "__main__":
    main()
