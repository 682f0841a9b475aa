"""What taking along, agreeing, erasing and looking as somebody keep of people."""

from foundation.personal_data import OnErase, declare_not_personal, register, register_rows
from people.models import Consent, ErasureRequest, Impersonation, PersonalExport, PurposeNotice


def register_personal_fields() -> None:
    register_rows(PersonalExport, of="person", is_shared=True)  # an export holds no exports
    register(PersonalExport, "file", purpose="All that is kept of them, to download.", on_erase=OnErase.DELETE_ROW)
    register_rows(Consent, of="person")
    register(Consent, "person", purpose="Proves that they were told and what they agreed to.", on_erase=OnErase.KEEP)
    declare_not_personal(Consent, "path", reason="The page of this site on which it was given.")
    register_rows(ErasureRequest, of="person")
    register(ErasureRequest, "person", purpose="Shows that they were erased as they wished.", on_erase=OnErase.KEEP)
    register_rows(Impersonation, of="person")
    register(Impersonation, "person", purpose="Says as whom an admin looked at the site.", on_erase=OnErase.KEEP)
    register(Impersonation, "reason", purpose="Says why, to the person too.", on_erase=OnErase.REPLACE)
    declare_not_personal(PurposeNotice, "text", "text_en", "optional", "optional_en", reason="Written for everybody.")
