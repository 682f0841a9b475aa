"""What questions keep of people."""

from foundation.personal_data import OnErase, declare_not_personal, register, register_rows
from people.models import Contact, Question


def register_personal_fields() -> None:
    register_rows(Question, of="person")
    register_rows(Contact, of="person")
    register(Question, "person", purpose="Who asked.", on_erase=OnErase.DELETE_ROW)
    register(Question, "text", purpose="What they asked their rep.", on_erase=OnErase.DELETE_ROW)
    register(Question, "answer", purpose="What they were answered.", on_erase=OnErase.DELETE_ROW)
    register(Contact, "person", purpose="A specialist whom dealers may call.", on_erase=OnErase.DELETE_ROW)
    register(Contact, "phone", purpose="Is called there, where it is not their own.", on_erase=OnErase.DELETE_ROW)
    declare_not_personal(Contact, "name", "name_en", reason="What a contact is for, or what a hotline is called.")
