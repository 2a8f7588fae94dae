"""The kinds of rule between cells, by what they look at."""
