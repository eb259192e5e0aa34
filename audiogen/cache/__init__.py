"""Bytes kept by what they were made from: the store, its files, and its care. What the bytes mean, others know."""
