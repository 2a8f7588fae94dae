"""A returned file becomes a Submission. The file is never trusted."""
