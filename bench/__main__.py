"""Measures every screen that has a fixed address on the records of WANGDIAN_VAR: `python -m bench [--json]`."""

import os
import sys
from importlib import import_module

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wangdian.config.settings.embedded")
    django.setup()
    sys.exit(import_module("bench.screens").main("--json" in sys.argv[1:]))
