"""Pure planning: script to cues, cues to places in time, and the level of the bed under them."""
