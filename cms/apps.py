from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"

    def ready(self) -> None:
        from foundation import outbox

        from .comment_mails import MAIL_COMMENTS, mail_comments
        from .publishing import connect
        from .workflow_mails import MAIL_EDITOR, mail_editor

        connect()
        outbox.register_handler(MAIL_EDITOR, mail_editor)
        outbox.register_handler(MAIL_COMMENTS, mail_comments)
