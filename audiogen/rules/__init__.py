"""The craft of guided sessions as rules: what each asks for, why, how to mend it, and who says so."""
