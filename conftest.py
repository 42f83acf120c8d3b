"""Set before settings are read: a folder to throw away and a key for tests alone."""

import os
import tempfile

os.environ.setdefault("WANGDIAN_VAR", tempfile.mkdtemp(prefix="wangdian-test-"))
os.environ.setdefault("WANGDIAN_SECRET_KEY", "only-for-tests-" + "x" * 50)
