"""Remembers the latest requests, so that one asked twice is done once."""

import hashlib
import json
from collections import OrderedDict


class Requests:
    """NEW is to be done, RUNNING is being done, OTHER reuses an id for something else; anything else is the old result."""

    NEW, RUNNING, OTHER = "new", "running", "other"

    def __init__(self, limit=256):
        self._limit = limit
        self._known = OrderedDict()

    def begin(self, request_id, device, command, payload):
        if not request_id:
            return self.NEW
        text = json.dumps([device, command, payload], sort_keys=True)
        asked = hashlib.sha256(text.encode()).digest()
        if request_id not in self._known:
            self._known[request_id] = (asked, self.RUNNING)
            if len(self._known) > self._limit:
                self._known.popitem(last=False)
            return self.NEW
        before, outcome = self._known[request_id]
        return outcome if before == asked else self.OTHER

    def finish(self, request_id, result):
        if request_id in self._known:
            self._known[request_id] = (self._known[request_id][0], result)
