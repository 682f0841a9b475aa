"""Who may do what in the admin: Wagtail's own policy, short of deleting."""

from foundation.listings import OnlyTo
from people.models import Organisation, Person, Territory

# Not even superusers delete: records, certificates and the audit name these rows.
KEPT = {model: OnlyTo(model, "view", "add", "change") for model in (Person, Organisation, Territory)}
