"""Calls that know no limit of time (name service, keyring), given one."""

import queue
import threading
from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")


def within(seconds: float, name: str, function: Callable[[], Value]) -> Value:
    """Return ``function()`` if it ends within ``seconds``.

    A call that hangs is left behind on a daemon thread called ``name``: it cannot be ended. While
    it hangs, further calls of that name are refused at once, so that attempts do not pile up.

    Raises:
        TimeoutError: It, or the one before it, has not ended.
        Exception: Whatever the function raised.
    """
    if any(thread.name == name for thread in threading.enumerate()):
        raise TimeoutError(name)
    answers: queue.SimpleQueue[tuple[Value | None, Exception | None]] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put((function(), None))
        except Exception as error:  # noqa: BLE001 - handed on to whoever asked
            answers.put((None, error))

    thread = threading.Thread(target=ask, name=name, daemon=True)
    thread.start()
    try:
        value, error = answers.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError(name) from None
    thread.join(seconds)
    if error is not None:
        raise error
    return value  # type: ignore[return-value] # no error, so there is a value
