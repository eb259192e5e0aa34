"""Words that are written alike and said in two ways: which of them is meant, by the words around it."""
