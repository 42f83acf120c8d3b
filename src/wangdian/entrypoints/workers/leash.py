"""Starts a program that ends with its parent: `python -m wangdian.entrypoints.workers.leash PARENT PROGRAM ...`.

When the supervisor is killed without a chance to say so, the kernel ends its children (Linux; elsewhere they stay).
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
"""From Linux's prctl(2); kept across exec."""


def main(arguments: list[str], parent: int) -> None:
    """Asks the kernel for SIGTERM at the parent's death, then becomes the program."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
        if os.getppid() != parent:  # it died before the kernel knew
            sys.exit(1)
    os.execv(arguments[0], arguments)


if __name__ == "__main__":
    main(sys.argv[2:], int(sys.argv[1]))
