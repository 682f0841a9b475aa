"""What joining keeps of people."""

from foundation.personal_data import OnErase, declare_not_personal, register, register_rows
from people.models import Invitation, JoinCode, JoinRequest


def register_personal_fields() -> None:
    register_rows(JoinRequest, of="person")
    register_rows(Invitation, of="person")
    declare_not_personal(JoinCode, "code", reason="Random letters on a dealer's poster.")
    register(JoinRequest, "person", purpose="Who asks to join a dealer.", on_erase=OnErase.DELETE_ROW)
    register(JoinRequest, "reason", purpose="Tells the person why not.", on_erase=OnErase.DELETE_ROW)
    register(Invitation, "person", purpose="Who is invited.", on_erase=OnErase.DELETE_ROW)
    register(Invitation, "name", purpose="How the inviter called them.", on_erase=OnErase.DELETE_ROW)
