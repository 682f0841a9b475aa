"""Where we are, who we are to the outside, and what reads the rest: settings of every topic begin here."""

from pathlib import Path

from environs import Env

from .secret import read_or_make_secret_key

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent
env.read_env(str(BASE_DIR / ".env"), recurse=False)

VAR_DIR = env.path("VAR_DIR", BASE_DIR / "var")
VAR_DIR.mkdir(parents=True, exist_ok=True)

# Who we are to the outside
SITE_URL = env.str("SITE_URL", "http://localhost:8000").rstrip("/")
IS_SECURE = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [SITE_URL] if IS_SECURE else []
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)  # which ends TLS and may be believed
DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "") or read_or_make_secret_key(VAR_DIR / "secret_key")
