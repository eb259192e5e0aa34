"""The voices. Each engine is reached by its entry point, and loads its libraries when it first speaks."""
