"""Settings of the whole project. Each one that is read from the environment stands in docs/reference/settings.md."""

from typing import Any

from celery.schedules import schedule
from django.utils.csp import CSP

from .environment import *  # noqa: F403 - settings are names that Django looks for here
from .environment import BASE_DIR, BEHIND_PROXY, IS_SECURE, SITE_URL, VAR_DIR, env
from .identities import origins_of
from .way_in import *  # noqa: F403 - as above
from .way_in import SOCIALACCOUNT_PROVIDERS

INSTALLED_APPS = [
    "foundation",
    "people",
    "certificates",
    "learning",
    "courses",
    "dashboards",
    "cms",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtailmedia",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "people.wagtail_users.PeopleUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.weixin",
    "allauth.socialaccount.providers.dingtalk",
    "allauth.socialaccount.providers.feishu",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "foundation.middleware.RequestLogMiddleware",
    "cms.middleware.AdminContentSecurityPolicyMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "cms.middleware.SiteLookMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "foundation.middleware.CompressPagesMiddleware",
    "foundation.middleware.PrivatePagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "foundation.middleware.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "cms.middleware.PublicationMessagesMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "people.privacy.middleware.LookMiddleware",
    "people.privacy.middleware.NoticeMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "people.signing_in.middleware.SecondFactorMiddleware",
    "foundation.middleware.FullDiskMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Data
DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{VAR_DIR / 'db.sqlite3'}", conn_max_age=None)}
IS_SQLITE = DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
if IS_SQLITE:
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
        " PRAGMA secure_delete=ON;",  # what is erased is written over
    }
else:
    INSTALLED_APPS.append("django.contrib.postgres")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", "")
if REDIS_URL:
    CACHES: dict[str, dict[str, Any]] = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    }
    SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache",
            "OPTIONS": {"MAX_ENTRIES": 20_000},  # it drops any, and among them who guessed passwords how often
        }
    }
    SESSION_ENGINE = "foundation.sessions"

# Jobs. Messages only wake workers: the truth is the outbox's rows.
SPOOL_DIR = VAR_DIR / "spool"
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", REDIS_URL or "filesystem://")
if CELERY_BROKER_URL.startswith("filesystem://"):
    SPOOL_DIR.mkdir(exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": SPOOL_DIR,
        "data_folder_out": SPOOL_DIR,
        "control_folder": SPOOL_DIR / "control",
        "polling_interval": 0.2,
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 600_000  # kB
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_SOFT_TIME_LIMIT = 35
CELERY_TASK_TIME_LIMIT = 40
OUTBOX_LEASE_SECONDS = 45  # longer than a task may live, so that a leased message's worker is gone when the lease is
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat")
CELERY_BEAT_SCHEDULE = {
    "deliver-due-messages": {"task": "foundation.tasks.deliver_due_messages", "schedule": schedule(run_every=10)},
    "publish-scheduled-pages": {"task": "cms.tasks.publish_scheduled_pages", "schedule": schedule(run_every=60)},
    "release-missing-courses": {"task": "cms.tasks.release_missing_courses", "schedule": schedule(run_every=300)},
    "prune-messages": {"task": "people.tasks.prune_messages", "schedule": schedule(run_every=3600)},
    "pass-on-old-requests": {"task": "people.tasks.pass_on_old_requests", "schedule": schedule(run_every=3600)},
    "forget-old-lists": {"task": "people.tasks.forget_old_lists", "schedule": schedule(run_every=24 * 3600)},
    "prune-security-log": {"task": "people.tasks.prune_security_log", "schedule": schedule(run_every=3600)},
    "prune-old-rows": {"task": "people.tasks.prune_old_rows", "schedule": schedule(run_every=3600)},
    "end-overdue-impersonations": {
        "task": "people.tasks.end_overdue_impersonations",
        "schedule": schedule(run_every=60),
    },
    "submit-overdue-attempts": {"task": "courses.tasks.submit_overdue_attempts", "schedule": schedule(run_every=60)},
}

# Files. Everything uploaded is private: it leaves through a view that checks who asks.
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "foundation.static_files.BundleFinder",
]
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "foundation.uploads.UploadStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "private", "base_url": None},
    },
    "staticfiles": {"BACKEND": "foundation.static_files.StaticFilesStorage"},
}
X_ACCEL_PREFIX = env.str("X_ACCEL_PREFIX", "")  # nginx sends what lies in the private store, once a view has said yes
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# Security
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = IS_SECURE
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # load balancers ask without TLS
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail shows previews in a frame
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "media-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF, *origins_of(SOCIALACCOUNT_PROVIDERS)],  # browsers hold redirects after a form to it
    "frame-ancestors": [CSP.SELF],
    "base-uri": [CSP.NONE],
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Languages
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", "Asia/Shanghai")
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True

# Wagtail
WAGTAIL_SITE_NAME = "经销商大学 Dealer University"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "wagtailcore_login"
WAGTAIL_PRIVATE_PAGE_OPTIONS = WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "pdf", "pptx", "txt", "xlsx", "zip"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.forms.ImageUploadForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.forms.DocumentUploadForm"
WAGTAILMEDIA = {
    "MEDIA_MODEL": "wagtailmedia.Media",
    "MEDIA_FORM_BASE": "cms.forms.MediaUploadForm",
    "VIDEO_EXTENSIONS": [],  # the form looks into the file
}
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "cms.wagtail_search"}}
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False  # a translation begins as a draft: its words are still Chinese
TAGGIT_CASE_INSENSITIVE = True

LOG_LEVEL = env.str("LOG_LEVEL", "INFO")
LOGGING_CONFIG = "foundation.logs.configure"
LOGGING = {"level": LOG_LEVEL, "as_json": env.bool("LOG_AS_JSON", False)}
WEB_WORKERS = env.int("WEB_WORKERS", 0)  # 0: one a core, at most two
