"""Why an episode is made anew, in its author's words: what it was made from, and what it would be made from now."""
