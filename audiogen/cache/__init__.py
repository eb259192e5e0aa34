"""Bytes kept under the hash of what they were made from: the store, its files, and its care."""
