"""The tonal and the living sounds that come with audiogen, told without making them; entry points in pyproject.toml."""

from __future__ import annotations

from typing import Final

from audiogen.ambience.parts.harmony import KEYS, MODE_NAMES
from audiogen.ambience.sound import BRIGHTNESS, DISTANCE, INTENSITY, TEMPO, Choice, Range, SoundInfo

_KEY: Final = Choice("key", "the note that everything comes home to", "D", KEYS)
_MODE: Final = Choice("mode", "the scale: light, dark, or in between", "major", MODE_NAMES)

PAD: Final = SoundInfo(
    name="pad",
    title="Warm pad",
    about="Slow chords of soft voices, with a little air above them.",
    kind="tonal",
    generator="audiogen.ambience.sounds.pad:Pad",
    parameters=(
        _KEY,
        _MODE,
        Range(BRIGHTNESS, "from muffled and dark to open, with air", 0.5),
        Range(TEMPO, "from a chord in half a minute to one in eight seconds", 0.5),
    ),
)

DRONE: Final = SoundInfo(
    name="drone",
    title="Drone",
    about="One low note held with its fifth and octaves, while overtones beat slowly and drift.",
    kind="tonal",
    generator="audiogen.ambience.sounds.drone:Drone",
    parameters=(
        _KEY,
        Choice("mode", "the colour of the one note that is neither tonic nor fifth", "major", MODE_NAMES),
        Range(BRIGHTNESS, "from a hum to a ring of overtones", 0.5),
    ),
)

BOWLS: Final = SoundInfo(
    name="bowls",
    title="Singing bowls",
    about="Singing bowls struck softly, far apart, ringing into one another over a faint shimmer.",
    kind="tonal",
    generator="audiogen.ambience.sounds.bowls:Bowls",
    parameters=(
        _KEY,
        Range(BRIGHTNESS, "from a thick felt mallet to a firm one", 0.5),
        Range(TEMPO, "from a strike in nine seconds to one in three", 0.5),
    ),
)

NIGHT: Final = SoundInfo(
    name="night",
    title="Night with crickets",
    about="Crickets near and far, each with its own pitch and pace, in the soft air of a still night.",
    kind="events",
    generator="audiogen.ambience.sounds.night:Night",
    parameters=(
        Range(INTENSITY, "from three crickets to a meadow full of them", 0.5),
        Range(DISTANCE, "from crickets close by to a shimmer far away", 0.5),
        Range(TEMPO, "from the slow chirps of a cool night to the quick ones of a warm night", 0.5),
    ),
)

BIRDS: Final = SoundInfo(
    name="birds",
    title="Birds at dawn",
    about="A few birds singing by turns, near and far, in soft morning air.",
    kind="events",
    generator="audiogen.ambience.sounds.birds:Birds",
    parameters=(
        Range(INTENSITY, "from three singers to a chorus", 0.5),
        Range(DISTANCE, "from the garden to the far side of a valley", 0.5),
        Range(TEMPO, "from long rests between phrases to short ones", 0.5),
    ),
)

_BEAT: Final = (
    Range("carrier", "from a deep hum to a clear tone", 200.0, low=60.0, high=500.0, unit="Hz"),
    Range("to_beat", "the pace that it moves to; 0 keeps to `beat`", 0.0, low=0.0, high=40.0, unit="Hz"),
    Range("sweep", "how long it takes to get there, from the beginning", 10.0, low=1.0, high=120.0, unit="min"),
)
_NO_PROMISE: Final = (
    "No effect on body or mind is promised. Not for listening while driving or working with machines, "
    "and with epilepsy only after asking a doctor."
)

BINAURAL: Final = SoundInfo(
    name="binaural",
    title="Binaural beat",
    about="A tone in each ear, a few hertz apart, over a soft murmur; the beat arises between them.",
    kind="tonal",
    generator="audiogen.ambience.sounds.binaural:Binaural",
    parameters=(
        Range("beat", "from a slow swaying to a flutter", 6.0, low=1.0, high=40.0, unit="Hz"),
        *_BEAT,
    ),
    caveat=f"Needs headphones: on loudspeakers the tones only throb. {_NO_PROMISE}",
)

ISOCHRONIC: Final = SoundInfo(
    name="isochronic",
    title="Isochronic tones",
    about="One tone that swells and falls in even pulses, over a soft murmur.",
    kind="tonal",
    generator="audiogen.ambience.sounds.isochronic:Isochronic",
    parameters=(
        Range("beat", "from a slow swell and fall to a buzz", 6.0, low=1.0, high=40.0, unit="Hz"),
        *_BEAT,
    ),
    caveat=f"Pulses may tire or irritate: keep them soft. {_NO_PROMISE}",
)
