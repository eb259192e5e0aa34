"""Tracks that are made by the workers of a cluster, which is its user's own."""
