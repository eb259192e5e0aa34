"""Blocks of sound → finished media files with tags, cover and chapters; and reading them back as they will be heard."""
