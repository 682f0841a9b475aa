"""Messages and codes told, sent on, read, and forgotten."""
