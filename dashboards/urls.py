from django.urls import path

from . import views

app_name = "dashboards"

urlpatterns = [
    path("", views.home, name="home"),
    path("me/", views.me, name="me"),
    path("manifest-<slug:language>.webmanifest", views.site_manifest, name="site_manifest"),
]
