import base64
import hashlib
import json
import os
import socket
import subprocess
import sys
import time
import unittest
from urllib.request import Request, urlopen
from urllib.error import HTTPError

FOLDER = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TOKEN = "t" * 40


class ExtenderTest(unittest.TestCase):
    options = ["--token", TOKEN, "--pin", "1234", "--speed", "20"]

    def setUp(self):
        self.process = subprocess.Popen(
            [sys.executable, os.path.join(FOLDER, "main.py"), *self.options],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.ports = json.loads(self.process.stdout.readline())

    def tearDown(self):
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()

    def ask(self, method, path, body=None, token=TOKEN, port="http"):
        headers = {"Authorization": "Bearer " + token} if token else {}
        data = None if body is None else json.dumps(body).encode()
        request = Request("http://127.0.0.1:%d%s" % (self.ports[port], path), data, headers, method=method)
        try:
            with urlopen(request, timeout=10) as response:
                return response.status, self.parsed(response)
        except HTTPError as refused:
            with refused:
                return refused.code, self.parsed(refused)

    @staticmethod
    def parsed(response):
        text = response.read().decode()
        return json.loads(text) if response.headers["Content-Type"] == "application/json" else text

    def control(self, path, body):
        return self.ask("POST", path, body, port="control")[1]

    def sent(self):
        return self.ask("GET", "/sent", port="control")[1]["sent"]

    def test_wants_its_token(self):
        self.assertEqual(self.ask("GET", "/api/status", token=None), (401, {"error": "unauthorized"}))
        self.assertEqual(self.ask("GET", "/api/status")[1]["fw_ver"], "1.2.2")
        self.assertNotIn("token", self.ask("GET", "/api/status")[1])
        self.control("/ap", {"up": True})
        self.assertEqual(self.ask("GET", "/api/status", token=None)[1]["token"], TOKEN)

    def test_tells_errors_with_status_200(self):
        self.assertEqual(self.ask("POST", "/api/ir/send", {"pronto": "0000"}), (200, {"error": "Missing raw array"}))
        self.assertEqual(self.ask("POST", "/api/ir/send", {"raw": [560] * 2000}), (200, {"error": "Invalid JSON"}))
        self.assertEqual(self.ask("POST", "/api/ir/send", {"raw": [560, 560], "freq_khz": 9}),
                         (200, {"error": "IR send failed"}))
        self.assertEqual(self.ask("GET", "/nowhere"), (200, "Not found"))
        self.assertEqual(self.ask("GET", "/api/ir/last"), (200, {"error": "no_capture_yet"}))

    def test_sends_for_as_long_as_the_code_takes(self):
        start = time.monotonic()
        answer = self.ask("POST", "/api/ir/send", {"raw": [9000, 991000], "repeat": 4, "freq": 40000, "duty": 95})
        self.assertEqual(answer[1]["freq"], 38000)
        self.assertEqual(answer[1]["duty"], 33)
        self.assertGreaterEqual(time.monotonic() - start, 0.2)
        self.assertEqual(self.sent()[0]["repeat"], 4)

    def test_gives_its_token_for_the_pin(self):
        challenge = self.ask("GET", "/api/auth/challenge/get", token=None)[1]
        text = challenge["challenge"] + "1234" + challenge["mac"]
        digest = hashlib.sha256(text.encode()).digest()
        response = "%06d" % (int.from_bytes(digest[:4], "big") % 1000000)
        body = {"challenge": challenge["challenge"], "response": response}
        self.assertEqual(self.ask("POST", "/api/auth/challenge/verify", body, token=None)[1]["token"], TOKEN)
        self.assertEqual(self.ask("POST", "/api/auth/challenge/verify", body, token=None)[1]["error"], "rate_limited")

    def test_pushes_what_it_hears(self):
        with socket.create_connection(("127.0.0.1", self.ports["push"]), timeout=10) as client:
            key = base64.b64encode(b"0123456789abcdef").decode()
            client.sendall(("GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: %s\r\n\r\n" % key).encode())
            reader = client.makefile("rb")
            while reader.readline().strip():
                pass
            self.assertEqual(self.frame(reader)["type"], "connected")
            self.control("/hear", {"a": [9000, 4500, 50, 560], "b": [9000, 2250, 560], "gap_us": 40000})
            capture = self.frame(reader)
            self.assertEqual(capture["a"], [9000, 4500, 560, 300])
            self.assertEqual(capture["combined"], [9000, 4500, 560, 40300, 9000, 2250, 560, 300])
            self.control("/radio", {"code": 5393})
            self.assertEqual(self.frame(reader)["code"], 5393)
            reader.close()

    @staticmethod
    def frame(reader):
        length = reader.read(2)[1]
        if length == 126:
            length = int.from_bytes(reader.read(2), "big")
        return json.loads(reader.read(length))

    def test_stores_commands(self):
        self.control("/hear", {"a": [9004, 4496, 560]})
        self.assertEqual(self.ask("POST", "/api/ir/save", {"name": " TV Power! "})[1]["name"], "tv_power")
        self.assertEqual(self.ask("GET", "/api/ir/saved")[1]["commands"][0]["preview"], [9000, 4500, 560, 300])
        self.assertEqual(self.ask("POST", "/api/ir/save", {"name": "x", "frame": "B"})[1]["error"], "frame_not_available")
        self.assertEqual(self.ask("POST", "/api/ir/send/name", {"name": "tv power"})[1]["ok"], True)
        self.assertEqual(self.ask("DELETE", "/api/ir/delete", {"name": "tv_power"})[1]["ok"], True)

    def test_sends_radio(self):
        self.assertEqual(self.ask("POST", "/api/rf/send", {"code": 5393})[1]["bits"], 24)
        self.assertEqual(self.ask("POST", "/api/rf/send", {"code": 5393, "protocol": 9})[1]["error"], "invalid_parameters")

    def test_forgets_its_token_when_reset(self):
        self.control("/reboot", {"reset": True})
        self.assertEqual(self.ask("GET", "/api/ir/rxinfo")[0], 401)


if __name__ == "__main__":
    unittest.main()
