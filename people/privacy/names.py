"""By what somebody is called who was erased."""

from foundation.personal_data import Pseudonym
from people.models import Person


def pseudonym_of(person: Person) -> Pseudonym:
    """Tells one from another in lists; it follows from the UUID, which stays."""
    mark = person.uuid.hex[:6]
    return Pseudonym(name=f"已注销人员 {mark}", latin_name=f"Erased person {mark}")
