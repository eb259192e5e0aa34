"""Words that people write, in their own tongue, for the keys of a client. Data alone."""

from __future__ import annotations

from typing import Final

_KEYS: Final = {
    "id": "kürzel nummer kennung code number client_id clientid klient patient ref reference key numéro número numero",
    "name": (
        "names vorname rufname first_name firstname prénom prenom nom nombre nome naam voornaam namn förnamn navn "
        "fornavn client_name"
    ),
    "sessions": (
        "session sitzungen sitzung episodes episode scripts script séances seances séance sesiones sesión sessioni "
        "sessione sessões sessão sessies sessie sessioner pasningar"
    ),
    "length": (
        "lengths länge laenge dauer duration minutes time durée duree longueur duración duracion longitud durata "
        "lunghezza duração comprimento duur lengte längd varighed længde"
    ),
    "start": (
        "beginn anfang startdatum start_date from begin date datum début debut inicio inizio início aanvang börja "
        "begynd"
    ),
    "every": (
        "interval rhythm drip abstand rhythmus takt alle intervall rythme intervalle intervalo ritmo intervallo "
        "cadenza interval ritme"
    ),
    "message": "nachricht botschaft mensaje mensagem messaggio bericht boodschap meddelande besked",
}
_MEANT: Final = {word: key for key, words in _KEYS.items() for word in words.split()}


def client_key_meant(word: str) -> str | None:
    """The key of a client that a word stands for; None when it stands for none."""
    return _MEANT.get(word.strip().casefold().replace(" ", "_").replace("-", "_"))
