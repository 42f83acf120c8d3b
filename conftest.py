"""Set before settings are read: a folder to throw away and a key for tests alone."""

import atexit
import os
import shutil
import tempfile

if "WANGDIAN_VAR" not in os.environ:
    os.environ["WANGDIAN_VAR"] = tempfile.mkdtemp(prefix="wangdian-test-")
    atexit.register(shutil.rmtree, os.environ["WANGDIAN_VAR"], ignore_errors=True)
os.environ.setdefault("WANGDIAN_SECRET_KEY", "only-for-tests-" + "x" * 50)
