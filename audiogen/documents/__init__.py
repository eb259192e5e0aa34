"""Texts that people wrote elsewhere: one way to read Word, LibreOffice, PDF, HTML, Markdown and plain text."""
