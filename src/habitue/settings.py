"""Django's settings, made from Habitué's own configuration (`habitue doctor` explains each)."""

from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from habitue.ground.kernel.config import settings as load_settings

HABITUE = load_settings()
ROOT = Path(__file__).resolve().parent

DEBUG = HABITUE.debug
SECRET_KEY = HABITUE.secret_key
ALLOWED_HOSTS = ["*"] if HABITUE.debug else HABITUE.allowed_hosts
CSRF_TRUSTED_ORIGINS = [HABITUE.public_url] if HABITUE.public_url else []

ROOMS = [
    "habitue.ground.kernel",
    "habitue.ground.places",
    "habitue.ground.people",
    "habitue.know.collect",
    "habitue.know.identity",
    "habitue.know.profiles",
    "habitue.show.http",
    "habitue.show.web",
    "habitue.show.cli",
]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    *ROOMS,
]
MIDDLEWARE = [
    "habitue.ground.kernel.logs.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "habitue.show.web.middleware.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "habitue.show.web.middleware.LanguageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "habitue.show.http.problems.ProblemMiddleware",
]
ROOT_URLCONF = "habitue.urls"
WSGI_APPLICATION = "habitue.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["habitue.show.web.context.shell"], "builtins": []},
    }
]


def _database(dsn: str) -> dict[str, object]:
    """Django's form of a PostgreSQL connection string or URL."""
    parts = conninfo_to_dict(dsn)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.get("dbname", "habitue"),
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": str(parts.get("port", "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database(HABITUE.dsn())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGES = [("fr", "français"), ("en", "English")]
LANGUAGE_CODE = HABITUE.language
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "show" / "web" / "static"
WHITENOISE_AUTOREFRESH = HABITUE.debug

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HABITUE.public_url.startswith("https://")
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "habitue.show.http.problems.stale_form"

AUTH_USER_MODEL = "people.Staff"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_TEMP_DIR = str(HABITUE.upload_folder())

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_ON_APP_READY = None
LOGGING_CONFIG = None
