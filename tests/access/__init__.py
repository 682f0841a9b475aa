"""Who may open what: every URL, every role, two dealers. `test_access.py` holds the tables to the site."""
