"""A report that somebody edited: what was changed is kept, its figures are renewed."""
