"""An app for served tests: an effect that can be held up in the middle."""
