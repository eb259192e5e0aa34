"""What is found in single sentences, whoever asks: word lists by language, and pure functions over texts."""
