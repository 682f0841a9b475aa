"""Brings the folder `demo/` in, by the same actions and the same publishing as users take. See demo/README.md."""
