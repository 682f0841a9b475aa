"""What was earned: credentials, certificates as printed, and their public verification."""
