"""YAML files read with the place of everything in them, and their mistakes in the words of an author."""
