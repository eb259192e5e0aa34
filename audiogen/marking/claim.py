"""What a signed file says of itself, in the words of C2PA 2: nothing but what is public anyway."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from audiogen import __version__
from audiogen.manifest import Manifest
from audiogen.names import listed
from audiogen.publish.facts import Publication

_KIND_OF_SOURCE: Final = "http://cv.iptc.org/newscodes/digitalsourcetype/"
SYNTHETIC: Final = f"{_KIND_OF_SOURCE}trainedAlgorithmicMedia"
"""The IPTC's term for what a trained model has made."""
COMPOSED: Final = f"{_KIND_OF_SOURCE}composite"
"""Its term for what is put together, and says nothing of models."""
_SOFTWARE: Final = {"name": "audiogen", "version": __version__}


@dataclass(frozen=True, slots=True)
class Claim:
    """What is said of one track."""

    title: str
    """Empty for a track that is one client's own: of those, nothing is told that could say whose it is."""
    author: str
    voices: tuple[str, ...]
    """The synthetic voices that speak; empty where none does."""

    def definition(self) -> dict[str, Any]:
        """What the library of C2PA makes a manifest of."""
        titled = {"title": self.title} if self.title else {}
        return {
            "claim_generator_info": [_SOFTWARE],
            **titled,
            "assertions": [
                {"label": "c2pa.actions.v2", "data": {"actions": self._actions()}, "created": True},
                {"label": "cawg.metadata", "data": self._metadata(), "kind": "Json"},
            ],
        }

    def _actions(self) -> list[dict[str, Any]]:
        spoken = (
            f"Spoken by a synthetic voice: {listed(self.voices)}." if self.voices else "Put together from recordings."
        )
        return [
            {
                "action": "c2pa.created",
                "digitalSourceType": SYNTHETIC if self.voices else COMPOSED,
                "softwareAgent": _SOFTWARE,
                "description": spoken,
            },
            {
                "action": "c2pa.edited",
                "softwareAgent": _SOFTWARE,
                "description": "Words, silences and background were placed, mixed and encoded.",
            },
        ]

    def _metadata(self) -> dict[str, Any]:
        titled = {"dc:title": self.title} if self.title else {}
        return {
            "@context": {"dc": "http://purl.org/dc/elements/1.1/"},
            "dc:creator": [self.author],
            **titled,
        }


def claim_of(publication: Publication, track: Manifest) -> Claim:
    """What is to be said of a track of a publication."""
    return Claim(
        title="" if publication.private else track.full_title,
        author=publication.show.author,
        voices=track.voices if track.synthetic_voice else (),
    )
