"""The way in as pages."""
