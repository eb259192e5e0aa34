"""How long a feed of many episodes takes, and how large it is.

    python benchmarks/feed.py [PROJECT] [--episodes 10000] [--json]

The episodes are those of a project that has been built, under slugs, numbers and identities of their own, as often as
it takes. What is printed is the time of the processor and of the clock for all of `render_feed`, in a process that has
rendered one feed before, and the size of the feed, as it is and as it is sent to whoever takes gzip.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from audiogen.manifest import Manifest
from audiogen.publish.facts import EpisodeFacts, Publication, read_published
from audiogen.publish.feed import render_feed


def main() -> None:
    """Print one line, or an object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", nargs="?", type=Path, default=Path())
    parser.add_argument("--episodes", type=int, default=10_000)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    publication, manifests = read_published(asked.project / "dist")
    many = [*_copies(publication, manifests, asked.episodes)]
    large = publication.model_copy(update={"episodes": tuple(facts for facts, _ in many)})
    render_feed(publication, manifests, publication.show.base_url)
    cpu_s, wall_s = time.process_time(), time.perf_counter()
    feed = render_feed(large, [manifest for _, manifest in many], publication.show.base_url).encode()
    cpu_s, wall_s = time.process_time() - cpu_s, time.perf_counter() - wall_s
    found = {
        "episodes": feed.count(b"<item>"),
        "cpu_s": round(cpu_s, 2),
        "wall_s": round(wall_s, 2),
        "size_bytes": len(feed),
        "gzip_bytes": len(gzip.compress(feed, 6)),
    }
    if asked.json:
        print(json.dumps(found))
    else:
        sizes = f"{len(feed) / 1e6:.1f} MB, {found['gzip_bytes'] / 1e6:.1f} MB as gzip"
        print(f"{found['episodes']} episodes: {cpu_s:.1f} s of the processor, {wall_s:.1f} s; {sizes}")


def _copies(
    publication: Publication, manifests: tuple[Manifest, ...], count: int
) -> Iterator[tuple[EpisodeFacts, Manifest]]:
    main = [pair for pair in zip(publication.episodes, manifests, strict=True) if pair[1].length_s is None]
    for number, (facts, manifest) in enumerate(islice(cycle(main), count), start=1):
        slug = f"{manifest.slug}-{number}"
        own = {"slug": slug, "number": number, "guid": f"{manifest.guid}-{number}"}
        yield facts.model_copy(update={"slug": slug}), manifest.model_copy(update=own)


if __name__ == "__main__":
    main()
