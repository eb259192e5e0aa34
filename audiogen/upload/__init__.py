"""Sending what was built to where listeners find it: a folder, or somebody's server."""
