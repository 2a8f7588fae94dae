"""The commands: the only place that prints, colours and sets exit codes."""
