from django.urls import path

from . import views

app_name = "dashboards"

urlpatterns = [
    path("", views.home, name="home"),
    path("me/", views.me, name="me"),
    path("team/", views.team, name="team"),
    path("team/<uuid:uuid>/", views.team_of_dealer, name="team_of_dealer"),
    path("manifest-<slug:language>.webmanifest", views.site_manifest, name="site_manifest"),
]
