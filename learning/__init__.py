"""What counts: activities, and the one append-only record of who completed what, when, on what evidence."""
