"""Words that people write for keys of the script language: near in meaning, not in spelling, or in their own tongue.

Data alone: to add a word, write it into the line of the key that it stands for.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

_STEPS: Final = {
    "say": (
        "speak spoken speech talk tell narrate narration narrator read text words voice voiceover voice_over tts line "
        "sentence paragraph script message prompt sage sagen sprich sprechen spreche text_to_speech dire dis dites "
        "parle parler di decir dice habla hablar dici parla parlare diga falar fala zeg zeggen spreek säg tala sig "
        "tal sprecher"
    ),
    "pause": (
        "wait silence silent quiet delay sleep rest hold gap break stop space stille schweigen warten warte ruhe "
        "pausa pausieren silence_s silencio silenzio silêncio attendre attends attente attendi espera esperar espere "
        "aspetta aspettare stilte wacht wachten tystnad vänta stilhed vent pauze paus"
    ),
    "breathe": (
        "breath breathing breaths breathwork inhale exhale in out atmen atem atme einatmen ausatmen respirer respire "
        "respiration respirar respira respiración respirare respiro respiração ademen adem ademhaling andas andning "
        "ånd åndedræt"
    ),
    "bell": (
        "gong chime chimes bowl ding ring tone sound_bell glocke klang klangschale cloche clochette campana "
        "campanella sino bel klok klocka klokke singing_bowl"
    ),
    "chapter": (
        "section part heading header title name topic scene marker kapitel abschnitt chapitre capítulo capitulo "
        "capitolo hoofdstuk afsnit avsnitt label"
    ),
    "clip": (
        "audio recording file play sample mp3 wav sound_file soundfile aufnahme enregistrement grabación grabacion "
        "registrazione gravação opname inspelning optagelse"
    ),
    "reflect": (
        "question ask reflection invite invitation ponder consider think journal frage fragen fragen_an pregunta "
        "question_s domanda pergunta vraag fråga spørgsmål reflektieren reflexion réflexion reflexión"
    ),
    "repeat": (
        "loop times repetitions repeats rounds repeated wiederhole wiederholen wiederholung wiederholungen mal "
        "répéter répète répétez répétition repeter repete repetir repite repetición repeticion repita repetição "
        "ripeti ripetere ripetizione herhaal herhalen herhaling upprepa upprepning gentag gentagelse for foreach "
        "for_each each again fois veces volte vezes keer gånger gange"
    ),
    "scan": (
        "body_scan bodyscan scanning sweep body_sweep places tour körperscan körperreise scan_corporel balayage "
        "escaneo escaneo_corporal scansione scansione_corporea escaneamento lichaamsscan kroppsskanning kropsscanning"
    ),
    "include": (
        "import insert embed use inclusion included snippet fragment template partial building_block block component "
        "einfügen einfuegen einbinden einbetten importieren baustein vorlage inclure inclus incluez insérer inserer "
        "importer incluir incluye incluya insertar importar includi includere inserisci inserire importa importare "
        "inclua insira inserir invoegen insluiten importeren voeg_in infoga inkludera importera indsæt inkluder "
        "importér"
    ),
}
_KEYS: Final = {
    "title": (
        "name headline heading titel titre título titulo titolo session episode överskrift överskriften rubrik "
        "overskrift überschrift ueberschrift nom nombre nome titre_de_la_séance"
    ),
    "summary": (
        "description desc about subtitle abstract intro show_notes shownotes beschreibung zusammenfassung résumé "
        "resume resumen descripción riassunto descrizione resumo samenvatting beschrijving sammanfattning "
        "beskrivelse kurzbeschreibung inhaltsangabe sommaire résumé_court sintesi síntese sumário samenvatten "
        "sammendrag opsummering resumé beskrivning"
    ),
    "description": "summary desc about subtitle abstract intro beschreibung zusammenfassung résumé resumen descripción",
    "target": (
        "duration length time minutes runtime total total_time dauer länge laenge durée duree duración duracion "
        "durata duração duur lengte längd varighed ziel zieldauer gesamtdauer gesamtlänge minuten cible objectif "
        "durée_totale objetivo duración_total obiettivo durata_totale duração_total doel doelduur totale_duur mål "
        "måltid totaltid minutos minuti minuter minutter længde varaktighet"
    ),
    "bed": (
        "music background background_music backing ambience ambient ambiance soundscape sound sounds noise musik "
        "hintergrund musique fond música musica sfondo fundo muziek achtergrond bakgrund baggrund"
    ),
    "voice": (
        "speaker narrator voices tts_voice reader stimme sprecher voix voz voce stem röst stemme vorleser "
        "vorleserin narrateur narrador narratore verteller berättare fortæller"
    ),
    "disclosure": (
        "disclose disclaimer ai_disclosure ai_notice ai_content synthetic synthetic_voice announcement transparency "
        "offenlegung ki_hinweis kennzeichnung divulgation transparence divulgación transparencia trasparenza "
        "divulgazione transparência divulgação openbaarmaking"
    ),
    "at": "place position where when",
    "name": "voice speaker id gender title label who",
    "helplines": (
        "helpline hotline hotlines crisis_line crisis_lines crisis emergency emergency_numbers help help_now "
        "phone_numbers numbers support notruf krisentelefon telefonseelsorge hilfe hilfetelefon numéros_d_urgence "
        "urgence écoute ayuda emergencia emergenza aiuto ajuda emergência hulplijn hulplijnen noodnummer"
    ),
    "call": (
        "phone tel telephone phone_number telephone_number number mobile dial ring telefon telefonnummer nummer anruf "
        "anrufen téléphone numéro appeler teléfono número llamar telefono numero chiamare telefone ligar telefoon "
        "bellen ringa"
    ),
    "note": (
        "notes description about hours info remark comment when available cost hinweis anmerkung beschreibung zeiten "
        "remarque nota notas nota_bene opmerking"
    ),
    "language": "lang locale sprache langue idioma lingua língua taal språk sprog idiome linguagem lenguaje",
    "steps": (
        "script content body items sequence actions parts schritte étapes etapes pasos passi passos stappen steg "
        "trin ablauf sequenz séquence secuencia sequenza sequência reeks moment sekvens étape paso passo stap "
        "trinene"
    ),
    "author": "creator by owner host autor auteur autore autorin auteure autora autrice författare forfatter",
    "email": "mail e_mail contact",
    "base_url": "url website site address web homepage",
    "clients_url": "client_url clients_address client_address private_url",
    "publish": (
        "destination upload deploy publish_to upload_to veröffentlichen publier publicar pubblicare publiceren"
    ),
    "cover": (
        "image artwork picture art logo bild couverture portada titelbild pochette copertina capa omslag umschlag"
    ),
    "category": "genre categories kategorie catégorie categoría categoria categorie kategori",
    "notes": (
        "warning warnings disclaimer content_warning hinweise hinweis anmerkungen avertissement avertissements "
        "avisos advertencia advertencias avvertenze aviso waarschuwing varning advarsel"
    ),
    "silence": (
        "pause wait gap rest quiet stille silencio silenzio silêncio stilte tystnad stilhed pausa paus time duration "
        "length seconds zeit dauer temps durée tiempo duración tempo durata tijd duur tid varaktighet varighed"
    ),
    "time": (
        "duration length for minutes seconds silence pause how_long zeit dauer temps durée tiempo duración tempo "
        "durata tijd duur tid varaktighet varighed minuten minutos minuti"
    ),
    "to": "until till end_at ending_at becomes last towards bis auf jusqu_à hasta fino_a até tot till til",
    "halfway": (
        "half half_time halftime half_way middle mid midway in_the_middle hälfte halbzeit zur_hälfte mitte moitié "
        "à_mi_chemin mitad a_la_mitad metà metade helft halverwege hälften halvvägs halvvejs"
    ),
    "place": "part body_part where spot region ort stelle körperteil endroit lieu lugar luogo posto plaats plats sted",
    "words": (
        "say text phrase phrases template wording worte satz mots phrase palabras parole palavras woorden ord "
        "labels strings translation translations übersetzung übersetzungen traduction traducciones"
    ),
    "again": (
        "repeat repetition once_more nochmal noch_einmal encore de_nouveau otra_vez de_nuevo ancora di_nuovo "
        "outra_vez de_novo opnieuw nogmaals igen"
    ),
    "cycles": (
        "rounds repeats repeat times count breaths number repetitions duration minutes length cycle zyklen zyklus "
        "atemzüge atemzuege anzahl runden respirations tours nombre ciclos ciclo respiraciones número respirações "
        "cicli respiri numero cycli rondes aantal ademhalingen cykler cyklar andetag antal rundor runder åndedrag"
    ),
    "cues": "cue guidance counting",
    "wpm": (
        "speed rate pace words_per_minute tempo geschwindigkeit sprechtempo vitesse débit velocidad velocidade "
        "velocità ritmo snelheid hastighet hastighed"
    ),
    "text": "transcript words caption say sms message text_message whatsapp chat",
    "length": "duration time",
    "ring": "length duration time",
    "file": "path filename",
    "under_speech": "volume level loudness gain",
    "loudness": "volume level lufs",
    "fade_in": "fade fadein",
    "fade_out": "fadeout",
    "formats": "format",
    "content": "about topics",
    "only": (
        "when if condition only_if only_for only_in nur wenn seulement si uniquement solo solamente sólo se "
        "soltanto só somente alleen endast bara kun wann falls bedingung nur_für nur_fuer quand seulement_pour "
        "cuando solo_para sólo_para quando solo_per só_para só_se wanneer alleen_voor als när om bara_för hvis når "
        "kun_for"
    ),
    "with": (
        "values variables vars variable params parameters arguments args mit avec con com met med werte variablen "
        "valeurs valores valori waarden värden værdier"
    ),
    "bell_every": (
        "bells bell interval bell_interval every ring_every gong_every glocke_alle glocken gong_alle klang_alle "
        "intervall alle jede cloche_toutes_les toutes_les intervalle campana_cada cada intervalo campana_ogni ogni "
        "intervallo sino_a_cada a_cada bel_elke elke klocka_varje varje klokke_hver hver"
    ),
    "lengths": (
        "durations versions also_as längen laengen durées duraciones durate durações lengtes längder længder "
        "versionen varianten dauern longueurs variantes versiones versões comprimentos versioni lunghezze varianti "
        "longitudes versies versioner varigheder"
    ),
    "date": (
        "day published publish_date pubdate datum fecha data erscheinungsdatum date_de_publication "
        "fecha_de_publicación data_di_pubblicazione datum_publicatie publiceringsdatum udgivelsesdato dato"
    ),
    "sleep": (
        "asleep sleeping sleepy sleep_session sleep_mode for_sleep to_sleep into_sleep fall_asleep falling_asleep "
        "bedtime night nidra yoga_nidra schlaf schlafen einschlafen zum_einschlafen nacht sommeil dormir s_endormir "
        "endormissement nuit sueño sueno para_dormir noche sonno dormire per_dormire notte sono para_adormecer noite "
        "slaap slapen om_te_slapen inslapen sömn sova somna søvn sove falde_i_søvn"
    ),
    "people": (
        "persons person credits cast team host hosts guest guests contributors personen mitwirkende gastgeber leute "
        "personnes équipe participants personas equipo persone squadra pessoas equipe mensen gasten"
    ),
    "role": "roles job function part rolle aufgabe rôle rol ruolo papel função funktion roll",
    "group": "department gruppe groupe grupo gruppo groep",
    "season": "staffel saison temporada stagione seizoen säsong sæson series season_number",
    "seasons": "season_names staffeln saisons temporadas stagioni seizoenen",
    "type": "kind episode_type typ art tipo soort",
    "medium": "media podcast_medium",
    "location": "located where town city region ort stadt lieu ville lugar ciudad luogo città cidade plaats stad",
    "license": "licence lizenz licencia licenza licença licentie licens rights cc creative_commons",
    "funding": (
        "donate donation donations patreon sponsor sponsors tip_jar spenden spende unterstützen dons don soutenir "
        "donar donaciones donazioni doações doneren donaties"
    ),
    "unlisted": "hidden secret not_listed versteckt ungelistet nicht_gelistet caché oculto nascosto verborgen",
    "image": "picture photo img avatar portrait bild foto",
    "link": "url href website web page homepage address",
    "for": "audience für fuer pour para per voor för til only_for for_whom",
    "min": "minimum least at_least mindestens au_moins mínimo minimo minst mindst minimaal",
    "max": "maximum most at_most höchstens au_plus máximo massimo máx högst højst maximaal",
}
_NEVER: Final = {"bed": f"bed {_KEYS['bed']}"}
"""What people expect to be a step, and is none."""


def _by_word(table: dict[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for key, words in table.items():
        for word in words.split():
            found[word] = (*found.get(word, ()), key)
    return found


STEP_OF: Final = {word: verbs[0] for word, verbs in _by_word(_STEPS).items()}
"""Words that stand for a step, with its verb."""
KEYS_OF: Final = _by_word(_KEYS)
"""Words that stand for a key; which one, depends on where they are written."""
_NEVER_OF: Final = {word: what[0] for word, what in _by_word(_NEVER).items()}


def step_meant(word: str) -> str | None:
    """The verb of the step that a word stands for; None when it stands for none."""
    return STEP_OF.get(_plain(word))


def no_step(word: str) -> str | None:
    """`bed` for what people take for a step and is none; else None."""
    return _NEVER_OF.get(_plain(word))


def key_meant(word: str, known: Collection[str]) -> str | None:
    """The key, of those that are known here, that a word stands for; None when it stands for none."""
    return next((key for key in KEYS_OF.get(_plain(word), ()) if key in known), None)


def _plain(word: str) -> str:
    return word.strip().lower().replace(" ", "_").replace("-", "_")
