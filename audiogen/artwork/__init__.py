"""Covers: what they show, and how it is drawn. They stand in media files, in the feed and on the page."""
