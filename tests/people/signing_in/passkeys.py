"""A passkey without a device: it makes a key and signs what the site asks, as WebAuthn has it."""

import json
import secrets
from base64 import urlsafe_b64encode
from hashlib import sha256

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

USE = "/accounts/passkeys/sign-in/"
PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


def text(content):
    return urlsafe_b64encode(content).rstrip(b"=").decode()


class Passkey:
    """Of a person, for the host that tests ask."""

    def __init__(self, person, host="testserver"):
        self.key, self.name, self.host = ec.generate_private_key(ec.SECP256R1()), secrets.token_bytes(16), host
        self.person = person
        WebAuthn.add(person, "Chrome · Android", self._made())

    def come_in(self, browser, following):
        asked = browser.get(USE, headers={"x-requested-with": "XMLHttpRequest"}).json()["request_options"]
        credential = self._signed(asked["publicKey"]["challenge"])
        return browser.post(USE, {"credential": json.dumps(credential), "next": following})

    def _made(self):
        numbers = self.key.public_key().public_numbers()
        x, y = (number.to_bytes(32) for number in (numbers.x, numbers.y))
        key = b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20" + x + b"\x22\x58\x20" + y  # CBOR: ES256 on P-256
        told = self._told(PRESENT | VERIFIED | WITH_KEY) + bytes(16) + b"\x00\x10" + self.name + key
        made = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58" + bytes([len(told)]) + told
        return self._answer("create", "", attestationObject=text(made)) | {
            "clientExtensionResults": {"credProps": {"rk": True}}
        }

    def _signed(self, challenge):
        told = self._told(PRESENT | VERIFIED)
        said = self._said("get", challenge)
        signature = self.key.sign(told + sha256(said).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            "get",
            challenge,
            authenticatorData=text(told),
            signature=text(signature),
            userHandle=text(user_pk_to_url_str(self.person).encode()),
        )

    def _answer(self, what, challenge, **more):
        said = text(self._said(what, challenge))
        return {
            "id": text(self.name),
            "rawId": text(self.name),
            "type": "public-key",
            "response": {"clientDataJSON": said, **more},
            "clientExtensionResults": {},
        }

    def _told(self, flags):
        return sha256(self.host.encode()).digest() + bytes([flags]) + bytes(4)

    def _said(self, what, challenge):
        return json.dumps(
            {"type": f"webauthn.{what}", "challenge": challenge, "origin": f"https://{self.host}", "crossOrigin": False}
        ).encode()
