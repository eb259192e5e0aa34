"""A recording as a bed: read, trimmed, freed of DC, looped without a seam, and checked for defects."""
