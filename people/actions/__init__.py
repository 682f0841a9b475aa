"""Everything that changes persons, organisations, memberships and territories, each with its audit line."""
