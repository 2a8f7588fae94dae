"""What was received, decided and written: the memory beside the collected files."""
