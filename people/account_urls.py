"""The parts of django-allauth that are in use: signing in and out, and passwords. Nobody signs up by themselves.

Their names are allauth's own, because its views reverse them.
"""

from allauth.account import views
from django.urls import path, re_path

from .views import forgotten_by_the_browser

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", forgotten_by_the_browser(views.logout), name="account_logout"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", views.password_set, name="account_set_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
