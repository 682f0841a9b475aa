from wagtail.permissions import register_permission_policy

from .admin import ToLookAt
from .models import Activity, LearningRecord

register_permission_policy(LearningRecord, ToLookAt(LearningRecord, "change", "view"))
register_permission_policy(Activity, ToLookAt(Activity, "view"))
