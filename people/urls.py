from django.urls import path

from . import views, views_messages
from .signing_in.views import confirming, elsewhere, entering, ways_in

app_name = "people"

urlpatterns = [
    path("language/", views.change_language, name="change_language"),
    path("inbox/", views_messages.inbox, name="inbox"),
    path("inbox/read/", views_messages.read_all_messages, name="read_all_messages"),
    path("inbox/wishes/", views_messages.change_message_wishes, name="change_message_wishes"),
    path("inbox/local/", views_messages.local_messages, name="local_messages"),
    path("inbox/<uuid:uuid>/", views_messages.open_message, name="open_message"),
    path("accounts/code/", entering.send_code, name="send_code"),
    path("accounts/code/again/", entering.send_code_again, name="send_code_again"),
    path("accounts/code/enter/", entering.enter_code, name="enter_code"),
    path("accounts/second-fact/", entering.second_fact, name="second_fact"),
    path("accounts/confirm/", confirming.confirm_identity, name="confirm_identity"),
    path("accounts/ways-in/", ways_in.ways_in, name="ways_in"),
    path("accounts/devices/", ways_in.devices, name="devices"),
    path("accounts/devices/sign-out/", ways_in.sign_out_devices, name="sign_out_devices"),
    path("accounts/with/<slug:provider>/", elsewhere.start_elsewhere, name="start_elsewhere"),
    path("accounts/linked/<int:key>/unlink/", elsewhere.unlink_account, name="unlink_account"),
]
