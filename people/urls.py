from django.urls import path

from . import views, views_messages

app_name = "people"

urlpatterns = [
    path("language/", views.change_language, name="change_language"),
    path("inbox/", views_messages.inbox, name="inbox"),
    path("inbox/read/", views_messages.read_all_messages, name="read_all_messages"),
    path("inbox/wishes/", views_messages.change_message_wishes, name="change_message_wishes"),
    path("inbox/local/", views_messages.local_messages, name="local_messages"),
    path("inbox/<uuid:uuid>/", views_messages.open_message, name="open_message"),
]
