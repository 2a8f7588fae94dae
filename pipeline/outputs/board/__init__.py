"""A Board becomes one HTML page that needs nothing beside it."""
