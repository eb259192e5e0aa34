"""The model files of voices: which there are, where they are kept, and how they are downloaded."""
