"""From written text to what a voice is told to say: lexicon, dictionary, phonemes, respellings."""
