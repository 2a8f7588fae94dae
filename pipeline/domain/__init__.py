"""The nouns and the pure rules of reporting: no files, no clock, no screen."""
