"""Words printed: one screen a person reads, and one object a program reads, for a result."""
