"""The catalogue of what is found in returned files, by the room a code belongs to."""
