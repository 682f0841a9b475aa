"""What other apps may use of people."""

from .actions.memberships import MembershipNotAccepted, add_membership, end_membership, remove_membership
from .actions.messages import send_message, send_secret
from .actions.organisations import (
    OrganisationNotAccepted,
    TerritoryNotAccepted,
    add_organisation,
    add_territory,
    change_organisation,
    change_territory,
)
from .actions.persons import PersonNotAccepted, add_person, change_language, change_person, share_password
from .enums import Language, OrganisationKind, Position, Role, StaffGroup
from .message_kinds import MessageKind, UnknownKind, register_kind
from .models import Membership, Organisation, Person, Territory
from .phones import PhoneNotUnderstood, parse_phone
from .queries import (
    Gaps,
    broken_invariants,
    dealers_led_by,
    dealers_looked_after_by,
    gaps_in_the_network,
    is_platform_admin,
    is_seeing_everyone,
    main_organisation_of,
    memberships_of,
    memberships_open,
    memberships_visible_to,
    organisations_of,
    organisations_visible_to,
    people_visible_to,
    person_named,
    territories_visible_to,
    with_people_count,
    works_at,
)
from .signing_in.actions import reset_second_factor
from .working_days import years_not_known

__all__ = [
    "Gaps",
    "Language",
    "Membership",
    "MembershipNotAccepted",
    "MessageKind",
    "Organisation",
    "OrganisationKind",
    "OrganisationNotAccepted",
    "Person",
    "PersonNotAccepted",
    "PhoneNotUnderstood",
    "Position",
    "Role",
    "StaffGroup",
    "Territory",
    "TerritoryNotAccepted",
    "UnknownKind",
    "add_membership",
    "add_organisation",
    "add_person",
    "add_territory",
    "broken_invariants",
    "change_language",
    "change_organisation",
    "change_person",
    "change_territory",
    "dealers_led_by",
    "dealers_looked_after_by",
    "end_membership",
    "gaps_in_the_network",
    "is_platform_admin",
    "is_seeing_everyone",
    "main_organisation_of",
    "memberships_of",
    "memberships_open",
    "memberships_visible_to",
    "organisations_of",
    "organisations_visible_to",
    "parse_phone",
    "people_visible_to",
    "person_named",
    "register_kind",
    "remove_membership",
    "reset_second_factor",
    "send_message",
    "send_secret",
    "share_password",
    "territories_visible_to",
    "with_people_count",
    "works_at",
    "years_not_known",
]
