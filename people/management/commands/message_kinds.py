from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from people.messaging.channels.sms import template_of
from people.messaging.kinds import all_kinds


class Command(BaseCommand):
    help = "All kinds of message with their words and variables, as a gateway of text messages wants them for approval."

    def handle(self, *args: Any, **options: Any) -> None:
        for kind in all_kinds():
            blanks = {name: "${" + name + "}" for name in kind.variables}
            for language, _name in settings.LANGUAGES:
                with translation.override(language):
                    words = " ".join(part for part in (kind.title_with(blanks), kind.text_with(blanks)) if part)
                self.stdout.write(f"{kind.name}:{language}  {template_of(kind, language) or '-'}  {words}")
