"""Stand before Wagtail's own: an account page that knows our persons."""

from django.urls import path
from wagtail.admin.auth import require_admin_access

from .admin import AccountView

urlpatterns = [path("account/", require_admin_access(AccountView.as_view()))]
