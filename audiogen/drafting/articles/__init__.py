"""Sessions about an article: what it is about is taken from it, and never a sentence."""
