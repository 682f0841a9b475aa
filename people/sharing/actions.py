from __future__ import annotations

from people.joining.codes import new_code
from people.models import ShortLink

from .kinds import ShareKind, Subject

LENGTH = 10  # 31 ** 10 is 2 ** 49: nobody finds out by trying what is shared


def link_to(kind: ShareKind, subject: Subject) -> ShortLink:
    """The one link to this thing, made when it is first asked for, however many ask at once."""
    named = {"kind": kind.name, "object_uuid": subject.uuid, "part": subject.part}
    while (link := ShortLink.objects.filter(**named).first()) is None:
        made = ShortLink(**named, code=new_code(LENGTH))
        ShortLink.objects.bulk_create([made], ignore_conflicts=True)  # another was faster, or a code came twice
    return link
