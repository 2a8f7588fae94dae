"""A sample office, played through the commands a user types."""
