"""What generated sounds are built from: hashed chance, noise streams, textures, drops, partials, chords."""
