"""Sessions from documents: a script keeps its words, and an article becomes scripts with words of their own."""
