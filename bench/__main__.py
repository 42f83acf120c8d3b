"""Measures the bank of WANGDIAN_VAR, a scratch copy: `python -m bench [--json] [--parts screens,walks]`."""

import os
import sys
from importlib import import_module

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wangdian.config.settings.embedded")
    django.setup()
    sys.exit(import_module("bench.all").main(sys.argv[1:]))
