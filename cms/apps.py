from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"

    def ready(self) -> None:
        from foundation import invariants, outbox

        from .comment_mails import MAIL_COMMENTS, mail_comments
        from .invariants import MENDING, MISSED, broken_invariants
        from .publishing import connect
        from .sharing import register_share_kinds
        from .wagtail_words.names import name_what_has_no_name
        from .workflow_mails import MAIL_EDITOR, mail_editor

        connect()
        name_what_has_no_name()
        register_share_kinds()
        outbox.register_handler(MAIL_EDITOR, mail_editor, label=_("Mail to an editor"))
        outbox.register_handler(MAIL_COMMENTS, mail_comments, label=_("Mail on comments"))
        invariants.register(broken_invariants, mending=MENDING, made_up_for=[MISSED])
