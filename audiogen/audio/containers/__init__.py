"""Files of sound as they lie on disk: opened without reaching beyond them, and held against what they promise."""
