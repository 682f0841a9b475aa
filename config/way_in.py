"""Settings of people: how they come in, and how they are told things."""

from .environment import BEHIND_PROXY, IS_SECURE, VAR_DIR, env
from .identities import providers_from
from .mail import mailer_from_url

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["people.backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 60 * 60  # seconds that a link to a new password works
ACCOUNT_ADAPTER = "people.allauth_adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "people.forms.SignInForm",
    "change_password": "people.forms.ChangePasswordForm",
    "reset_password": "people.forms.RequestPasswordLinkForm",
    "reset_password_from_key": "people.forms.ResetPasswordKeyForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
# Nobody signs up; without password1 the sign-in would have no password.
ACCOUNT_SIGNUP_FIELDS = ["email", "phone", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 - a class
ACCOUNT_RATE_LIMITS = {
    # a whole dealer, or a hall at the conference, signs in from one address; failures are counted by name and address
    "login": "300/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    # by address and network, so that nobody uses up another's from elsewhere; then by address, wherever from
    "request_login_code": "120/m/ip,1/m/key,6/h/key,10/d/key",
    "request_login_code_anywhere": "30/d/key",
    "code_failed": "20/m/ip,300/d/ip",
    "second_fact": "3/d/key",
    "join_code_failed": "20/m/ip,200/d/ip",  # codes of dealers that are none
    "join_code_sent": "60/h/key,400/d/key",  # by code of a dealer: a big dealer joins in an hour, a prankster does not
    "reset_password": "20/m/ip,3/10m/key",
}
MFA_ADAPTER = "people.signing_in.mfa_adapter.MFAAdapter"
MFA_FORMS = {
    "authenticate": "people.signing_in.forms.SecondFactorForm",
    "activate_totp": "people.signing_in.forms.AddAuthenticatorAppForm",
    "add_webauthn": "people.signing_in.forms.AddPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # admins vouch for addresses; allauth's own list of them is empty
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds that a phone's clock may be wrong by
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}
SECOND_FACTOR_FOR_STAFF = env.bool("SECOND_FACTOR_FOR_STAFF", IS_SECURE)
SECURITY_LOG_DAYS = env.int("SECURITY_LOG_DAYS", 190)
EXPORTS_KEPT_DAYS = env.int("EXPORTS_KEPT_DAYS", 7)
QUESTIONS_KEPT_DAYS = env.int("QUESTIONS_KEPT_DAYS", 730)
JOINING_KEPT_DAYS = env.int("JOINING_KEPT_DAYS", 400)
IMPERSONATION_MINUTES = env.int("IMPERSONATION_MINUTES", 30)
SOCIALACCOUNT_ADAPTER = "people.signing_in.identity_adapter.IdentityAdapter"
SOCIALACCOUNT_PROVIDERS = providers_from(
    oidc=env.str("OIDC_PROVIDER", ""),
    oidc_name=env.str("OIDC_NAME", "OpenID Connect"),
    oidc_is_trusted=env.bool("OIDC_IS_TRUSTED", False),
    weixin=env.str("WEIXIN_CLIENT", ""),
    dingtalk=env.str("DINGTALK_CLIENT", ""),
    feishu=env.str("FEISHU_CLIENT", ""),
)
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
SILENCED_SYSTEM_CHECKS = [
    "account.W001",  # asks for a required sign-up field; nobody signs up by themselves
    "security.W019",  # asks for X_FRAME_OPTIONS = "DENY"; Wagtail shows previews in a frame
]
MAILERS = {"default": mailer_from_url(env.str("EMAIL_URL", f"file://{VAR_DIR / 'mail'}"))}
MESSAGE_CHANNELS = [  # in the order in which they are tried for somebody who has no wish
    "people.messaging.channels.sms.SmsChannel",
    "people.messaging.channels.email.EmailChannel",
]
SMS_GATEWAY_URL = env.str("SMS_GATEWAY_URL", "")
SMS_GATEWAY_TOKEN = env.str("SMS_GATEWAY_TOKEN", "")
# A gateway's template by kind of message, or by kind:language.
SMS_TEMPLATES: dict[str, str] = env.dict("SMS_TEMPLATES", {})
LOCAL_MESSAGES = env.bool("LOCAL_MESSAGES", False)  # whatever leaves can be read at /inbox/local/, by anybody
MESSAGES_KEPT_DAYS = env.int("MESSAGES_KEPT_DAYS", 400)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Dealer University <no-reply@localhost>")
