"""What is said of a track: who made it and how, and nothing that is not public."""

from __future__ import annotations

import json

from support.publishing import episode, in_length, publication, show

from audiogen.manifest import Manifest
from audiogen.marking.claim import COMPOSED, SYNTHETIC, Claim, claim_of
from audiogen.publish.facts import ForClient, Publication, without_show


def published(*tracks: Manifest, client: bool = False) -> Publication:
    of = show(title="Quiet Minutes", author="A. Guide")
    made = publication(without_show(of) if client else of, tracks)
    return made.model_copy(update={"client": ForClient()}) if client else made


def said(track: Manifest, *, client: bool = False) -> Claim:
    return claim_of(published(track, client=client), track)


def actions(claim: Claim) -> list[dict[str, object]]:
    (found,) = (each for each in claim.definition()["assertions"] if each["label"] == "c2pa.actions.v2")
    return found["data"]["actions"]


def test_a_synthetic_voice_is_told_as_made_by_a_model_and_edited_by_audiogen() -> None:
    created, edited = actions(said(episode(1, voice="heart", other_voices=("emma",))))
    assert (created["action"], created["digitalSourceType"]) == ("c2pa.created", SYNTHETIC)
    assert "heart and emma" in str(created["description"])
    assert edited["action"] == "c2pa.edited"
    assert created["softwareAgent"] == edited["softwareAgent"]
    assert created["softwareAgent"]["name"] == "audiogen"


def test_the_authors_own_voice_is_not_told_as_synthetic() -> None:
    claim = said(episode(1, synthetic_voice=False))
    created, _ = actions(claim)
    assert created["digitalSourceType"] == COMPOSED
    assert "synthetic" not in json.dumps(claim.definition())
    assert "heart" not in json.dumps(claim.definition())


def test_title_and_author_are_told() -> None:
    definition = said(in_length(1200, title="Arriving")).definition()
    assert definition["title"].startswith("Arriving")
    assert "20" in definition["title"]
    metadata = definition["assertions"][1]["data"]
    assert metadata["dc:creator"] == ["A. Guide"]
    assert metadata["dc:title"] == definition["title"]


def test_of_a_clients_track_nothing_is_told_but_its_author_and_how_it_was_made() -> None:
    definition = said(episode(1, title="For Mira", summary="Mira's evenings."), client=True).definition()
    assert "Mira" not in json.dumps(definition)
    assert "title" not in definition
    assert definition["assertions"][1]["data"]["dc:creator"] == ["A. Guide"]
