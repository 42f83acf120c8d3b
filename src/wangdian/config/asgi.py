"""The ASGI application that a server runs."""

import os

from django.conf import settings
from django.core.asgi import get_asgi_application

from wangdian.adapters.own_folder import kept_key, make_own

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wangdian.config.settings.embedded")
if settings.SECRET_KEY_FILE is not None:
    make_own(settings.VAR)
    settings.SECRET_KEY = kept_key(settings.SECRET_KEY_FILE, settings.SECRET_KEY)
application = get_asgi_application()
