from django import template

from people.messaging.local_messages import is_shown

register = template.Library()
register.simple_tag(is_shown, name="are_messages_shown_here")
