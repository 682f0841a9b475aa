from django.urls import path

from . import views

app_name = "certificates"

urlpatterns = [
    path("certificates/<uuid:uuid>/", views.certificate_detail, name="certificate_detail"),
    path("certificates/<uuid:uuid>/pdf/", views.certificate_pdf, name="certificate_pdf"),
    path("certificates/<uuid:uuid>/picture/", views.certificate_picture, name="certificate_picture"),
    path("verify/", views.verify, name="verify"),
    path("verify/<str:code>/", views.verify_certificate, name="verify_certificate"),
]
