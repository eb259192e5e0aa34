"""The words of pages and notes: a catalogue for each language, in the form of gettext, with English as the source."""
