from django.urls import path

from . import views

app_name = "people"

urlpatterns = [path("language/", views.change_language, name="change_language")]
