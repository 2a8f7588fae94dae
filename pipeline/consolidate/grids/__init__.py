"""Tables described without format, from the summary: every document only draws them."""
