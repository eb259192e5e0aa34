"""A practitioner's own recording as a phrase: read, cleaned, cut and brought to the level of the voices."""
