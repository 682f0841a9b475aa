from django.db import migrations


class Migration(migrations.Migration):
    """Apart from what moved the rows: PostgreSQL alters no table in a transaction that wrote to it."""

    dependencies = [("people", "0003_external_codes")]
    operations = [migrations.RemoveField("organisation", "external_codes_json")]
