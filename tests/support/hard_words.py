"""What people write into scripts that is hard to tell from words, and signs that come along from elsewhere."""

from typing import Final

DIRECTIONS: Final = (
    *("(pause)", "[pause 10 seconds]", "... (30 sec)", "*silence*", "(long pause)", "[Pause: 1 minute]", "(2-3 min)"),
    *("(bell)", "[gong]", "*softly*", "(slowly)", "[music fades in]", "THERAPIST:", "Client:", "NARRATOR: ", "[name]"),
    *("{name}", "____", "[insert the name of a place]", "<client>", "(breathe in for 4, out for 6, six times)"),
    *("Breathe in for four, hold for two, and out for six.", "(Pause, und dann weiter)", "(Stille, 20 Sekunden)"),
    *("What is here now? (long pause)", "Rest. What is here? [pause 30 seconds]", "Stay (pause) and rest."),
    *("[00:30]", "(inspirez)", "(pausa larga)", "(hier kurz warten)", "(take your time)", "TODO", "Lorem ipsum"),
)
NASTY: Final = (
    *("# one", "5 * 3", "*stars*", "**all** of it", "a_b_c", "<b>bold</b>", "I <3 you", "R&B &amp; so", "[sic]", "{}"),
    *("\\[", "`code`", "~ five", "100 %", "- rest", "| a | b |", "---", "♥ ♥", "🙂 yes", "→", "[Om](/om/)", "%name%"),
    *("{{name}}", "${name}", "key: value", "'quoted'", '"so"', "Ananda [1].", "a: b", "#3", "? no", "yes", "e\u0301"),
    *("[pause 2s]", "<break time='2s'/>", "\u00a0", "\u200b", "„Ja“", "¿Qué?", "« Oui »", "Dr. Smith", "z. B.", "1."),
)
