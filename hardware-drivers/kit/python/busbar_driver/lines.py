"""Cuts a byte stream into lines of limited length."""


class Lines:
    """Feed it chunks; it yields whole lines without their end, and None in place of a line that was too long."""

    def __init__(self, limit):
        self._limit = limit
        self._pending = bytearray()
        self._skipping = False

    def feed(self, chunk):
        parts = chunk.split(b"\n")
        for index, part in enumerate(parts):
            self._append(part)
            if index < len(parts) - 1:
                yield self._cut()

    def rest(self):
        """The last line when the stream ended without a line end."""
        if self._pending or self._skipping:
            yield self._cut()

    def _append(self, part):
        if self._skipping:
            return
        if len(self._pending) + len(part) > self._limit:
            self._pending.clear()
            self._skipping = True
            return
        self._pending += part

    def _cut(self):
        line = None if self._skipping else bytes(self._pending)
        self._pending.clear()
        self._skipping = False
        return line
