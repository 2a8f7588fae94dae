"""`config.toml` and `form.toml` become frozen values; every mistake is named, all at once."""
