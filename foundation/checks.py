"""What an installation would trip over, said by `manage.py check` and, for production, `manage.py check --deploy`."""
