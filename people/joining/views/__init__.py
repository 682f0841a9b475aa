"""Pages of those who join, and of those who let them in."""
