"""The notation inside spoken text: marks, SSML tags, sentences."""
