from django.urls import path

from . import views

app_name = "cms"
urlpatterns = [path("learn/", views.catalogue, name="catalogue")]
