"""What people hand on to a chat group: text, a short link and a poster, for whatever kind registers itself."""
