"""What questions keep of people."""

from foundation.personal_data import OnErase, register, register_rows
from people.models import Question


def register_personal_fields() -> None:
    register_rows(Question, of="person")
    register(Question, "person", purpose="Who asked.", on_erase=OnErase.DELETE_ROW)
    register(Question, "text", purpose="What they asked their rep.", on_erase=OnErase.DELETE_ROW)
    register(Question, "answer", purpose="What they were answered.", on_erase=OnErase.DELETE_ROW)
