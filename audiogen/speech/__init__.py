"""Speaking: engines behind one protocol, the loop that speaks phrases once, and what becomes of an engine's sound."""
