"""Codes opened and closed, requests asked and answered, invitations sent and accepted, memberships ended."""
