"""A lock whose waiters are served in the order in which they came."""

from collections import deque
from threading import Lock


class Queue:
    """First come, first served among the threads of this process; whoever holds it lets it go once."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._held = False
        self._waiting: deque[Lock] = deque()

    def take(self, seconds: float) -> bool:
        """Waits for one's turn, at most so long; False if it did not come."""
        with self._guard:
            if not self._held:
                self._held = True
                return True
            turn = Lock()
            turn.acquire()
            self._waiting.append(turn)
        if turn.acquire(timeout=seconds):
            return True
        with self._guard:
            if turn in self._waiting:
                self._waiting.remove(turn)
                return False
        return True  # it came while giving up

    def let_go(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._held = False
