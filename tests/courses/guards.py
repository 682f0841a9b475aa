"""How to take away what keeps races in courses from being lost, for the negative controls. Locks: see conftest."""

from django.db import connection

MANY = 32
A_WHILE = 0.02


def drop(model, *names):
    """The copy of the database is thrown away afterwards."""
    with connection.schema_editor() as editor:
        for constraint in model._meta.constraints:
            if constraint.name in names:
                editor.remove_constraint(model, constraint)


def fresh(row):
    return type(row).objects.get(pk=row.pk)
