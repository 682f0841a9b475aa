"""Where the pages of a certificate are."""

from django.urls import reverse


def detail(certificate):
    return reverse("certificates:certificate_detail", args=[certificate.uuid])


def pdf(certificate):
    return reverse("certificates:certificate_pdf", args=[certificate.uuid])


def verify(code):
    return reverse("certificates:verify_certificate", args=[code])


def picture(certificate):
    return reverse("certificates:certificate_picture", args=[certificate.uuid])
