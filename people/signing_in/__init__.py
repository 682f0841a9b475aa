"""How people come in: codes, passkeys, second factors, linked accounts, and the devices on which they stay."""
