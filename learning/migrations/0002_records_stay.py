from django.db import migrations

from learning.records_stay import drop_triggers, make_triggers


class Migration(migrations.Migration):
    dependencies = [("learning", "0001_initial")]

    operations = [migrations.RunPython(make_triggers, drop_triggers, elidable=False)]
