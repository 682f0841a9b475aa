import re

from django import template
from django.utils.html import conditional_escape, linebreaks
from django.utils.safestring import SafeString

register = template.Library()
LEAD = re.compile(r"(^|\n\s*\n)([^：:\n]{1,24}[：:])")


@register.filter
def paragraphs_with_leads(text: str) -> str:
    """As it was written, a blank line between paragraphs; the few words before the first colon of each stand out."""
    plain = conditional_escape(text.replace("\r\n", "\n").strip())
    return SafeString(linebreaks(LEAD.sub(r"\1<b>\2</b>", plain)))
