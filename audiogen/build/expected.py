"""The phrases of a client's track, each with the length that it is expected to have for whomever it is made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audiogen.cache.store import Cache
from audiogen.clients.private import PrivatePhrase
from audiogen.errors import AudiogenError
from audiogen.plan.cues import Voiced
from audiogen.speech.own import OwnPhrases
from audiogen.speech.pace.estimate import estimated_frames
from audiogen.speech.phrase import Phrasing


def own_phrases(cache: Cache, phrases: Sequence[PrivatePhrase], phrasing: Phrasing) -> OwnPhrases:
    """The phrases that a client's track holds alone, as a build needs them.

    Args:
        cache: the client's.
        phrases: those of the track.
        phrasing: how phrases are said.
    """
    return OwnPhrases(cache, {each.phrase: each.written for each in phrases}, dict(_expected(phrases, phrasing)))


def _expected(phrases: Sequence[PrivatePhrase], phrasing: Phrasing) -> Iterator[tuple[Voiced, int]]:
    for each in phrases:
        if each.other:
            try:
                yield each.phrase, estimated_frames(each.other, phrasing)
            except AudiogenError:
                # other words may not be what a say-as asks for; then the phrase is as long as it is
                continue
