"""The Excel forms units fill, and those that go back to be mended."""
