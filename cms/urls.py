from django.urls import path, re_path

from . import views

app_name = "cms"
urlpatterns = [
    path("learn/", views.catalogue, name="catalogue"),
    path("logo/<slug:digest>.png", views.logo, name="logo"),
    re_path(r"^(?P<name>[A-Za-z0-9_-]{8,76}\.(txt|html))$", views.verification_file, name="verification_file"),
]
