"""When to look, looking, what is kept of it, and what is decided from it."""
