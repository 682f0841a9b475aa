"""Whom somebody may call, and questions that reach the rep and keep their answers."""
