from django.urls import path

from config.urls import urlpatterns as urls_of_the_site

from . import bare

urlpatterns = [
    path("bare/<uuid:uuid>/<str:page>/", bare.bare_page),
    path("bare/<uuid:uuid>/", bare.bare_post),
    *urls_of_the_site,
]
