"""What somebody who joins typed, until the code that was sent shows that phone or e-mail is theirs. In the session."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from people.models import SignInCode
from people.signing_in.codes import masked

KEY = "people.joining"
FOLLOWING = "people.following"


@dataclass(frozen=True)
class Joining:
    """`join_code` is the dealer's; `proof` names the code that was sent to `login`."""

    join_code: str
    proof: str
    login: str
    full_name: str
    position: str

    @property
    def to(self) -> str:
        return masked(self.login)

    @property
    def by_phone(self) -> bool:
        return "@" not in self.login


def keep_following(request: Any, path: str | None) -> None:
    """Where somebody was going when they found that they must join first. `path` is one of this site."""
    if path:
        request.session[FOLLOWING] = path


def following_of(request: Any) -> str:
    return request.session.get(FOLLOWING, "")


def remember(request: Any, *, join_code: str, proof: SignInCode, full_name: str, position: str) -> None:
    joining = Joining(join_code, str(proof.uuid), proof.address, full_name, position)
    request.session[KEY] = asdict(joining)


def joining_of(request: Any) -> Joining | None:
    kept = request.session.get(KEY)
    return Joining(**kept) if kept else None


def forget(request: Any) -> None:
    request.session.pop(KEY, None)
