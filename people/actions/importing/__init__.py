"""Lists of organisations, outlets and people, from sheets: checked, then imported, as often as they come."""
