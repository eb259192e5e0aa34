"""From written text to what a voice is given to say: normalization, lexicon, dictionary, phonemes, respellings."""
