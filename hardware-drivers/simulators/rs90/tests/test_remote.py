import json
import os
import socket
import struct
import sys
import threading
import unittest

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from mqtt import Client, Refused  # noqa: E402
from remote import HOUSE, Remote  # noqa: E402


class RemoteTest(unittest.TestCase):
    def setUp(self):
        self.said = []
        self.remote = Remote(json.loads(json.dumps(HOUSE)), "85%")
        self.remote.publish = lambda *message: self.said.append(message)

    def topics(self):
        return [topic for topic, *_ in self.said]

    def test_greets_with_retained_topics_and_mixes_its_spelling(self):
        self.remote.greet()
        self.assertTrue(all(retain for *_, retain in self.said))
        self.assertIn(("keys", "button:#", 1, True), self.said)
        devices = json.loads(dict((topic, payload) for topic, payload, *_ in self.said)["device/list"])
        self.assertEqual({key for device in devices for key in device}, {"id", "Id", "name"})

    def test_answers_what_the_hub_asks(self):
        self.remote.hear("battery/status", b"", False)
        self.remote.hear("device/CD / Radio/detail", b"", False)
        self.remote.hear("device/TV/trigger", b"Mute", False)
        self.remote.hear("device/Twin/trigger", b"65a1b2c3d4e5f60718293a01", False)
        self.remote.hear("macro/Good night/trigger", b"on", True)
        self.remote.hear("app/org.videolan.vlc/open", b"", False)
        self.remote.hear("RGB/effect/set", b'{"effect": "off"}', False)
        self.remote.hear("ledlight/on", b"3", False)
        self.assertEqual(self.said[0], ("battery_level", "85%", 0, False))
        self.assertEqual(self.topics()[1], "device/CD / Radio/commands")
        self.assertEqual([each["what"] for each in self.remote.seen],
                         ["TV - Mute", "Twin - 65a1b2c3d4e5f60718293a01", "Good night on",
                          "org.videolan.vlc", "off", "3"])

    def test_renames_and_removes_by_id(self):
        device = self.remote.devices[0]
        self.remote.rename("devices", device["id"], "Projector")
        self.assertIn("Projector", dict((t, p) for t, p, *_ in self.said)["device/list"])
        self.remote.remove(device["id"])
        self.assertIn(("device/Projector/commands", "", 1, True), self.said)

    def test_passes_over_what_it_does_not_know(self):
        for topic, payload in (("RGB/effect/set", b"{"), ("device/None/detail", b""), ("x", b"\xff")):
            self.remote.hear(topic, payload, False)
        self.assertEqual(self.said, [])


class ClientTest(unittest.TestCase):
    """Against the bytes of the specification, one broker that knows four packets."""

    def setUp(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.got = []
        self.code = 0
        threading.Thread(target=self.serve, daemon=True).start()

    def tearDown(self):
        self.listener.close()

    def serve(self):
        connection, _ = self.listener.accept()
        with connection:
            while True:
                head = connection.recv(2)
                if len(head) < 2:
                    return
                body = connection.recv(head[1]) if head[1] else b""
                self.got.append((head[0], body))
                if head[0] == 0x10:
                    connection.sendall(bytes([0x20, 2, 0, self.code]))
                elif head[0] == 0x82:
                    connection.sendall(b"\x90\x03" + body[:2] + b"\x01" + b"\x31\x05\x00\x01ahi")
                elif head[0] & 0xF6 == 0x32:
                    length = struct.unpack(">H", body[:2])[0]
                    connection.sendall(b"\x40\x02" + body[2 + length:4 + length])

    def client(self, hear=lambda *message: None):
        return Client("127.0.0.1", self.listener.getsockname()[1], "c", "u", "p", hear)

    def test_speaks_as_specified(self):
        heard = threading.Event()
        messages = []
        client = self.client(lambda *message: (messages.append(message), heard.set()))
        client.will = ("w", "gone")
        client.connect()
        client.subscribe("a")
        self.assertTrue(heard.wait(5))
        self.assertEqual(messages, [("a", b"hi", True)])
        client.publish("t", "x", 1, True)
        client.goodbye()
        self.assertEqual(self.got[0][1][:8], b"\x00\x04MQTT\x04\xee")
        self.assertEqual(self.got[1], (0x82, b"\x00\x01\x00\x01a\x01"))
        self.assertEqual(self.got[2], (0x33, b"\x00\x01t\x00\x02x"))

    def test_tells_when_it_is_refused(self):
        self.code = 5
        with self.assertRaises(Refused):
            self.client().connect()


if __name__ == "__main__":
    unittest.main()
