"""What a language model answers well: the words of a session, to be changed into what it answers badly."""

from __future__ import annotations

import copy
import json
from typing import Any

Form = dict[str, Any]

_PROMPTS = [
    (
        "As you look at that moment from outside, what do you see first? A face, perhaps, or a phone.",
        "What comes first?",
    ),
    ("What shows up in the body as you look? Warm hands, perhaps, or a tight jaw.", "What shows up in the body?"),
    ("If there is a feeling, what word comes close? Worried, tired, or something else.", "What word comes close?"),
    ("And what might the keeper have needed then? A clear answer, perhaps, or a little time.", "What was needed?"),
]

_GOOD: Form = {
    "title": "The Keeper of the Gate",
    "summary": "A few minutes with what holds back when somebody comes near. The slow breathing may be skipped.",
    "touches_on": "Touches lightly on small disappointments between people.",
    "chapters": {
        "arriving": "Arriving",
        "breathing": "Slow breath",
        "noticing": "At the gate",
        "rest": "Quiet",
        "returning": "Coming back",
    },
    "welcome": [
        "Hello, and welcome.",
        "This takes about ten minutes, and it is about what makes you careful with people.",
        "It touches lightly on a small disappointment.",
        "Everything here is an offer, and you can change it, skip it, or stop.",
        "Your eyes may be open, lowered or closed, whichever is easier.",
    ],
    "settling": [
        "There are a few places to come back to.",
        "Your feet on the floor could be one, or a sound nearby, or the breath.",
        "Each of them is as good as the others.",
        "The mind will wander, as minds do, and that is no mistake.",
    ],
    "before_breathing": [
        "If it suits you, the breath can slow down, and it is counted at first.",
        "If that feels tight, you can skip it, and stay with your feet or a sound.",
    ],
    "after_breathing": "The breath can find its own pace again now.",
    "image": [
        "Picture a garden with a gate, and somebody who keeps it.",
        "The gate has opened to many people, and to a few it has stayed shut.",
        "You might bring one small moment to mind, when you kept the gate shut.",
        "A late answer is enough, about three on a scale of ten.",
    ],
    "prompts": [{"question": question, "again": again} for question, again in _PROMPTS],
    "kindness": [
        "Many people know a gate like this one.",
        "Your feet are still there, and a sound nearby, to come back to.",
    ],
    "before_rest": "There is nothing to solve now. It will be quiet for a while, and then this voice comes back.",
    "carrying": {
        "question": "What is one small thing that you might take along this week?",
        "again": "What goes along?",
    },
    "closing": [
        "The room can come back now, with something to see, and something to hear.",
        "Your hands or feet may move, if that feels good.",
        "Thank you for the time you gave yourself.",
    ],
}


def form(**changes: object) -> Form:
    """A form that is filled in well, with other values behind some keys; None takes a key away."""
    whole = {**copy.deepcopy(_GOOD), **changes}
    return {key: value for key, value in whole.items() if value is not None}


GERMAN: Form = {
    "title": "Die Wache am Tor",
    "summary": "Ein paar Minuten mit dem, was zögert, wenn jemand näher kommt. Der ruhige Atem darf entfallen.",
    "touches_on": "Berührt leicht kleine Enttäuschungen zwischen Menschen.",
    "chapters": {
        "arriving": "Ankommen",
        "breathing": "Ruhiger Atem",
        "noticing": "Am Tor",
        "rest": "Stille",
        "returning": "Zurück",
    },
    "welcome": [
        "Hallo und willkommen.",
        "Das hier dauert etwa zehn Minuten, und es geht um das, was dich mit Menschen vorsichtig macht.",
        "Es berührt leicht eine kleine Enttäuschung.",
        "Alles hier ist ein Angebot, und du kannst es ändern, auslassen oder jederzeit aufhören.",
        "Deine Augen können offen, gesenkt oder geschlossen sein, wie es leichter ist.",
    ],
    "settling": [
        "Es gibt ein paar Orte, zu denen du zurückkommen kannst.",
        "Deine Füße am Boden können einer sein, oder ein Geräusch in der Nähe, oder der Atem.",
        "Jeder von ihnen ist so gut wie die anderen.",
        "Die Gedanken werden wandern, wie Gedanken das tun, und das ist kein Fehler.",
    ],
    "before_breathing": [
        "Wenn es dir passt, kann der Atem langsamer werden, und am Anfang wird gezählt.",
        "Wenn sich das eng anfühlt, kannst du es auslassen und bei den Füßen oder einem Geräusch bleiben.",
    ],
    "after_breathing": "Der Atem kann jetzt wieder sein eigenes Tempo finden.",
    "image": [
        "Stell dir einen Garten mit einem Tor vor, und jemanden, der es bewacht.",
        "Das Tor ging für viele Menschen auf, und für einige blieb es zu.",
        "Du kannst einen kleinen Moment auftauchen lassen, in dem das Tor zu blieb.",
        "Eine späte Antwort genügt, etwa eine Drei auf einer Skala bis zehn.",
    ],
    "prompts": [
        {
            "question": "Was siehst du zuerst, wenn du von außen auf den Moment schaust?",
            "again": "Was siehst du zuerst?",
        },
        {"question": "Was zeigt sich dabei im Körper? Vielleicht warme Hände.", "again": "Was zeigt sich im Körper?"},
        {"question": "Wenn ein Gefühl da ist, welches Wort kommt ihm nahe?", "again": "Welches Wort kommt nahe?"},
        {
            "question": "Und was hätte die Wache damals gebraucht? Vielleicht etwas Zeit.",
            "again": "Was hätte geholfen?",
        },
    ],
    "kindness": ["Viele Menschen kennen so ein Tor.", "Deine Füße sind noch da, und ein Geräusch in der Nähe."],
    "before_rest": "Jetzt ist nichts zu lösen. Es wird eine Weile still, und dann kommt diese Stimme zurück.",
    "carrying": {"question": "Was ist etwas Kleines, das du mitnehmen magst?", "again": "Was magst du mitnehmen?"},
    "closing": [
        "Der Raum kann jetzt zurückkommen, mit etwas zu sehen und etwas zu hören.",
        "Hände oder Füße dürfen sich bewegen, wenn das gut tut.",
        "Danke für die Zeit, die du dir genommen hast.",
    ],
}
"""The same in German."""


def answer(**changes: object) -> str:
    """The same as JSON."""
    return json.dumps(form(**changes), ensure_ascii=False)
