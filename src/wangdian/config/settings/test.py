"""Settings of the test suite: fast hashing, mail in memory, tasks at once."""

from wangdian.config.settings import embedded
from wangdian.config.settings.inherit import settings_of

globals().update(settings_of(embedded))

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
ALLOWED_HOSTS = ["*"]
