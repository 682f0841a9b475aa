"""Whom to sign in as: one person of each role."""

from __future__ import annotations

from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from .files import Node
from .network import Network

ROLES = {
    "LEARNER": _("learner"),
    "OWNER": _("dealer’s owner"),
    "MANAGER": _("dealer’s manager"),
    "DEPUTY": _("deputy of the owner"),
    "JOINER": _("waits to be let in"),
    "REP": _("rep"),
    "FIELD_MANAGER": _("field manager"),
    "SPECIALIST": _("specialist"),
    "EDITOR": _("editor"),
    "SUBJECT_EXPERT": _("subject expert"),
    "CURRICULUM_ADMIN": _("curriculum admin"),
    "INSTRUCTOR": _("instructor"),
    "PLATFORM_ADMIN": _("platform admin"),
}


def sign_in_table(network: Network) -> str:
    """What to type, whose it is, and the role in both languages; a line each."""
    people = {node.get("key", str): node for node in network.file.tables("person")}
    lines = []
    for node in network.file.tables("sign_in"):
        role, key = node.one_of("role", ROLES), node.get("person", str)
        node.refuse_unknown()
        if key not in people:
            node.refuse(f"there is no “{key}”.", "person")
        if not node.is_wrong:
            lines.append(f"  {_address(people[key]):<36} {people[key].get('full_name', str)}  {_in_both(ROLES[role])}")
    heading = _in_both(_("Sign in with one of these and the password"))
    return "\n".join([f"{heading} {network.password}", *lines])


def _address(node: Node) -> str:
    return node.get("email", str, None) or node.get("phone", str)


def _in_both(message: str) -> str:
    found = []
    for language in ("zh-hans", "en"):
        with override(language):
            found.append(gettext(message))
    return " ".join(dict.fromkeys(found))
