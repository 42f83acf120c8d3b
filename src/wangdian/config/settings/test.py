"""Settings of the test suite: fast hashing, mail in memory, tasks at once."""

from wangdian.config.settings import embedded
from wangdian.config.settings.inherit import settings_of

globals().update(settings_of(embedded))

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
ALLOWED_HOSTS = ["*"]
DATABASES = embedded.DATABASES
if DATABASES["default"]["ENGINE"] == "wangdian.adapters.queued_sqlite":
    # In memory there is no queue, and the test runner parts its workers by the name of the framework's own engine.
    DATABASES["default"]["ENGINE"] = "django.db.backends.sqlite3"

# Each client of a test has a handler of its own, which would look through all static files.
WHITENOISE_AUTOREFRESH = True
