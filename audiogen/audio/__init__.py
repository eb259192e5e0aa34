"""Sound as samples: loudness, spectra, decoding of recordings, and what can be wrong with a wave."""
