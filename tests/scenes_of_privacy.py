"""The screens on which people are told of their data and have a say in it. `tests.scenes` has the rest."""

from django.urls import reverse

from people.models import Person
from people.privacy.actions import ask_for_erasure, ask_for_export

KNOWING, UNREAD, LEAVING = "赵永刚", "蔡文静", "魏长贵"  # the second has not read the notice, the third wants to go
LOOKING = "沈建国 as 周婷"


def privacy_screens(screen, person_called):
    Person.objects.filter(full_name=UNREAD).update(must_read_notice=True)
    ask_for_export(person_called(KNOWING), by=person_called(KNOWING))
    ask_for_erasure(person_called(LEAVING))
    mine = reverse("people:my_data")
    return [
        screen("privacy", reverse("people:privacy_notice")),
        screen("privacy-read", reverse("people:read_notice"), UNREAD),
        screen("my-data", mine, KNOWING),
        screen("my-data-leaving", mine, LEAVING),
        screen("erasure", reverse("people:ask_for_erasure"), KNOWING),
        screen("looking", "/", LOOKING),
        screen("looking-only", "/admin/", LOOKING),
    ]
