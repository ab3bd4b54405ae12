"""A simulated KC868-AG extender: HTTP, the push port, and a control port for tests.

Prints one line of JSON with its ports, then serves until its standard input ends.
"""

import argparse
import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from firmware import Firmware
from push import PushServer

MAX_BODY = 256 * 1024


class Door(BaseHTTPRequestHandler):
    """One request at a time, as the loop of the firmware does it; HTTP/1.1 with a close."""

    protocol_version = "HTTP/1.1"
    timeout = 5
    firmware = None
    trouble = {"kind": "none"}

    def serve(self):
        length = min(int(self.headers.get("Content-Length") or 0), MAX_BODY)
        body = self.rfile.read(length)
        self.close_connection = True
        kind = self.trouble["kind"]
        if kind == "silence":
            threading.Event().wait(self.trouble.get("seconds", 30))
            return
        if kind == "garbage":
            self.wfile.write(b"\x00\xffgarbage\r\n\r\n")
            return
        url = urlsplit(self.path)
        status, answer = self.firmware.answer(
            self.command, url.path, dict(parse_qsl(url.query)), self.headers.get("Authorization"), body)
        text = isinstance(answer, str)
        payload = answer.encode() if text else json.dumps(answer).encode()
        if kind == "half":
            payload = payload[: len(payload) // 2]
        self.send_response(status)
        self.send_header("Content-Type", "text/plain" if text else "application/json")
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Content-Length", str(len(payload)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(payload)

    do_GET = do_POST = do_DELETE = serve

    def log_message(self, *args):
        pass


class Control(BaseHTTPRequestHandler):
    """What happens around the extender: keys are pressed, it reboots, it misbehaves."""

    firmware = None
    push = None

    def do_GET(self):
        with self.firmware.lock:
            self.reply({"sent": list(self.firmware.sent), "token": self.firmware.token})

    def do_POST(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length) or b"{}")
        action = getattr(self, "on_" + self.path.strip("/"), None)
        self.reply({"ok": action(body)} if action else {"error": "unknown"})

    def on_hear(self, body):
        return self.firmware.hear(body["a"], body.get("b"), body.get("gap_us"))

    def on_radio(self, body):
        return self.firmware.hear_radio(**body)

    def on_trouble(self, body):
        Door.trouble = body
        return True

    def on_ap(self, body):
        self.firmware.ap = bool(body["up"])
        return True

    def on_reboot(self, body):
        self.push.drop_all()
        if body.get("reset"):
            self.firmware.factory_reset({}, {})
            self.firmware.ap = False
        self.firmware.hear_radio(12345, 24)
        return True

    def reply(self, answer):
        payload = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def log_message(self, *args):
        pass


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--push-port", type=int, default=0)
    parser.add_argument("--control-port", type=int, default=0)
    parser.add_argument("--mac", default="AA:BB:CC:12:34:56")
    parser.add_argument("--token")
    parser.add_argument("--pin")
    parser.add_argument("--speed", type=float, default=1.0, help="how much faster time passes")
    parser.add_argument("--ap", action="store_true", help="the access point is up")
    options = parser.parse_args()
    firmware = Firmware(options.mac, options.token, options.pin, options.speed, options.ap)
    push = PushServer(options.host, options.push_port)
    firmware.push = push.push
    push.start()
    Door.firmware = Control.firmware = firmware
    Control.push = push
    door = HTTPServer((options.host, options.port), Door)
    control = ThreadingHTTPServer((options.host, options.control_port), Control)
    for server in (door, control):
        threading.Thread(target=server.serve_forever, daemon=True).start()
    ports = {"http": door.server_port, "push": push.port, "control": control.server_port}
    print(json.dumps(ports), flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
