"""A backup is a folder: the database as it was at one moment, every file that its rows name, and what they must be.

    manifest.json      when, by what, how many rows of each kind; written last, so a folder without one is no backup
    SHA256SUMS         of the database and of every file; `sha256sum --check SHA256SUMS` reads it too
    database.sqlite3   or database.dump
    files/<storage>/<name>

The database comes first, the files afterwards: a file is written before the row that names it is committed, and stays
under its name, so whatever the rows of that moment name is there when its turn comes. Files of later rows are left out.
"""

from .making import make_backup
from .manifest import Manifest, NotPossible
from .restoring import check_backup, restore_backup, what_is_wrong_after

__all__ = ["Manifest", "NotPossible", "check_backup", "make_backup", "restore_backup", "what_is_wrong_after"]
