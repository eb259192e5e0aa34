"""Speaking: engines behind one protocol, the words that they are given, and the processing of the sound they return."""
