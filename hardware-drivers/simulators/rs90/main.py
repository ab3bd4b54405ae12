"""A simulated RS90 remote: a client of an MQTT broker, ruled by lines on standard input.

Prints one line of JSON when it is connected and one for each line it is given; ends with its input.
"""

import argparse
import json
import os
import queue
import sys
import threading
import time

from mqtt import Client
from remote import HOUSE, Remote

ASKED = ("battery/status", "device/#", "macro/#", "ledlight/#", "RGB/effect/set", "app/#")


class Rs90:
    def __init__(self, options):
        self.options = options
        self.root = "Haptique/" + options.id
        house = json.load(open(options.house)) if options.house else json.loads(json.dumps(HOUSE))
        self.remote = Remote(house, options.battery)
        self.remote.publish = self.publish
        self.work = queue.Queue()
        self.client = None
        threading.Thread(target=self.serve, daemon=True).start()

    def connect(self):
        client = Client(self.options.host, self.options.port, "rs90-" + self.options.id,
                        self.options.user, self.options.password, self.heard, self.options.keep_alive)
        client.will = (self.root + "/status", "offline")
        client.connect()
        self.client = client
        client.subscribe(*("%s/%s" % (self.root, topic) for topic in ASKED))
        self.remote.greet()

    def heard(self, topic, payload, retained):
        self.work.put((topic[len(self.root) + 1:], payload, retained))

    def serve(self):
        """Answers on a thread of its own: whoever reads must not wait for acknowledgements."""
        while True:
            topic, payload, retained = self.work.get()
            try:
                self.remote.hear(topic, payload, retained)
            except OSError:
                pass

    def publish(self, topic, payload, qos, retain):
        self.client.publish(self.root + ("/" + topic if topic else ""), payload, qos, retain)

    def do(self, line):
        verb, _, rest = line.partition(" ")
        words = rest.split(" ", 1)
        if verb == "press":
            for number in rest.split():
                self.remote.press(int(number))
        elif verb == "hold":
            self.hold(*rest.split())
        elif verb == "rename":
            kind, thing_id, name = rest.split(" ", 2)
            self.remote.rename(kind, thing_id, name)
        elif verb == "remove":
            self.remote.remove(rest)
        elif verb == "battery":
            self.remote.battery = rest
        elif verb == "say":
            self.publish(words[0], words[1] if len(words) > 1 else "", 1, False)
        elif verb == "flood":
            self.flood(*rest.split())
        elif verb == "drop":
            self.client.drop()
        elif verb == "leave":
            self.publish("status", "offline", 1, True)
            self.client.goodbye()
        elif verb == "connect":
            self.connect()
        elif verb != "seen":
            return {"error": "press, hold, rename, remove, battery, say, flood, drop, leave, connect, seen"}
        return {"ok": True, "seen": self.remote.seen}

    def hold(self, number, times="12", millis="80"):
        for _ in range(int(times)):
            self.remote.press(int(number))
            time.sleep(int(millis) / 1000)

    def flood(self, what, count="1000"):
        """Misbehaves: giant lists, garbage, endless names."""
        if what == "names":
            for index in range(int(count)):
                self.client.publish("%s/device/flood %d/commands" % (self.root, index), "[]", 0)
        elif what == "list":
            items = [{"id": "%024x" % index, "name": "Device %d" % index} for index in range(int(count))]
            self.publish("device/list", json.dumps(items), 1, False)
        elif what == "keys":
            for _ in range(int(count)):
                self.client.publish(self.root + "/keys", "button:1", 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=1883)
    parser.add_argument("--user", default="remote")
    parser.add_argument("--id", default="e1c9215be8afe4d2", help="RemoteID, 16 hex digits")
    parser.add_argument("--battery", default="85%")
    parser.add_argument("--keep-alive", type=int, default=30)
    parser.add_argument("--house", help="a JSON file with devices, macros and apps instead of the usual")
    options = parser.parse_args()
    options.password = os.environ.get("RS90_PASSWORD", "")
    rs90 = Rs90(options)
    rs90.connect()
    print(json.dumps({"id": options.id}), flush=True)
    for line in sys.stdin:
        try:
            answer = rs90.do(line.strip())
        except (OSError, ValueError, TypeError) as trouble:
            answer = {"error": repr(trouble)}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
