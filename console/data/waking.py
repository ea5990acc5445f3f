"""A bell that interrupts a thread which waits for a socket, and waits that always end."""

import contextlib
import selectors
import socket

# Nothing that a wait needs is created in the kernel where poll() exists, and no file number is too
# high for it, as it would be for select() beside many video feeds.
_Selector = getattr(selectors, "PollSelector", selectors.SelectSelector)


class Bell:
    """Rung from any thread; stays rung until it is hushed."""

    def __init__(self) -> None:
        self._here, self._there = socket.socketpair()
        self._here.settimeout(0)
        self._there.settimeout(0)

    def fileno(self) -> int:
        """Return the descriptor that becomes readable when the bell rings."""
        return self._here.fileno()

    def ring(self) -> None:
        """Wake whoever waits; rings while it is rung already, or closed, are one."""
        with contextlib.suppress(OSError):
            self._there.send(b"!")

    def is_rung(self) -> bool:
        """Say whether the bell is rung, and leave it so."""
        return wait_for(self, None, seconds=0)[1]

    def hush(self) -> bool:
        """Make the bell quiet again and say whether it had been rung."""
        rung = False
        with contextlib.suppress(OSError):
            while self._here.recv(4096):
                rung = True
        return rung

    def wait(self, seconds: float) -> bool:
        """Wait until the bell rings, ``seconds`` at most; hush it and say whether it rang."""
        wait_for(self, None, seconds=seconds)
        return self.hush()

    def close(self) -> None:
        """Give the sockets back."""
        self._here.close()
        self._there.close()


def wait_for(
    bell: Bell, descriptor: int | None, *, seconds: float, writable: bool = False
) -> tuple[bool, bool]:
    """Wait for a descriptor or the bell, whichever comes first, ``seconds`` at most.

    Args:
        bell: Ends the wait when it rings; it stays rung.
        descriptor: What to wait for besides; None = the bell alone.
        seconds: The bound.
        writable: Wait for room to write instead of something to read.

    Returns:
        Whether the descriptor is ready, and whether the bell rang; neither when time ran out.
    """
    selector: selectors.BaseSelector = _Selector()
    try:
        selector.register(bell.fileno(), selectors.EVENT_READ, "bell")
        if descriptor is not None:
            event = selectors.EVENT_WRITE if writable else selectors.EVENT_READ
            selector.register(descriptor, event, "descriptor")
        ready = {key.data for key, _ in selector.select(max(0.0, seconds))}
    finally:
        selector.close()
    return "descriptor" in ready, "bell" in ready
