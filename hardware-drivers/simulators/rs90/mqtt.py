"""As much of an MQTT 3.1.1 client as a remote needs: QoS 0 and 1, retained messages, a will."""

import socket
import struct
import threading

CONNECT, CONNACK, PUBLISH, PUBACK, SUBSCRIBE, SUBACK = 1, 2, 3, 4, 8, 9
PINGREQ, DISCONNECT = 12, 14
MAX_PACKET = 1 << 20
TIMEOUT = 10


class Refused(Exception):
    """The broker does not let the client in."""


class Client:
    """Calls `hear(topic, payload, retained)` on its own thread for each message; it must not publish there."""

    def __init__(self, host, port, client_id, user, password, hear, keep_alive=30):
        self.address = (host, port)
        self.client_id, self.user, self.password = client_id, user, password
        self.hear = hear
        self.keep_alive = keep_alive
        self.will = None
        self.lock = threading.Lock()
        self.gone = threading.Event()
        self.acknowledged = {}
        self.packet_id = 0
        self.socket = None
        self.reader = None

    def connect(self):
        self.socket = socket.create_connection(self.address, TIMEOUT)
        self.reader = self.socket.makefile("rb")
        self.send(CONNECT, 0, self.hello())
        kind, _, body = self.packet()
        if kind != CONNACK or body[1] != 0:
            self.drop()
            raise Refused("the broker answers %d" % (body[1] if kind == CONNACK else -1))
        self.socket.settimeout(None)
        threading.Thread(target=self.listen, daemon=True).start()
        threading.Thread(target=self.ping, daemon=True).start()

    def hello(self):
        flags = 0x02 | 0x80 | 0x40  # clean session, user, password
        body = text(self.client_id)
        if self.will:
            topic, payload = self.will
            flags |= 0x04 | 0x08 | 0x20  # a will with QoS 1, retained
            body += text(topic) + text(payload)
        body += text(self.user) + text(self.password)
        return text("MQTT") + struct.pack(">BBH", 4, flags, self.keep_alive) + body

    def subscribe(self, *filters):
        asked = b"".join(text(each) + b"\x01" for each in filters)
        self.wait(lambda packet_id: self.send(SUBSCRIBE, 2, struct.pack(">H", packet_id) + asked))

    def publish(self, topic, payload, qos=0, retain=False):
        content = payload if isinstance(payload, bytes) else payload.encode()
        flags = qos << 1 | (1 if retain else 0)
        if qos == 0:
            self.send(PUBLISH, flags, text(topic) + content)
        else:
            self.wait(lambda packet_id: self.send(
                PUBLISH, flags, text(topic) + struct.pack(">H", packet_id) + content))

    def wait(self, send):
        """Sends something with a packet id; returns when the broker has acknowledged it."""
        with self.lock:
            self.packet_id = self.packet_id % 65535 + 1
            packet_id = self.packet_id
        answer = self.acknowledged[packet_id] = threading.Event()
        send(packet_id)
        if not answer.wait(TIMEOUT):
            raise TimeoutError("the broker does not acknowledge")

    def goodbye(self):
        """Leaves as one should: the will is not published."""
        self.send(DISCONNECT, 0, b"")
        self.drop()

    def drop(self):
        """Leaves without a word, as an empty battery does."""
        self.gone.set()
        try:
            self.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.socket.close()

    def listen(self):
        try:
            while True:
                kind, flags, body = self.packet()
                if kind == PUBLISH:
                    self.heard(flags, body)
                elif kind in (PUBACK, SUBACK):
                    waiting = self.acknowledged.pop(struct.unpack(">H", body[:2])[0], None)
                    if waiting:
                        waiting.set()
        except (OSError, EOFError, ValueError):
            self.gone.set()

    def heard(self, flags, body):
        length = struct.unpack(">H", body[:2])[0]
        topic, rest = body[2:2 + length].decode(), body[2 + length:]
        if flags >> 1 & 3:
            self.send(PUBACK, 0, rest[:2])
            rest = rest[2:]
        self.hear(topic, rest, bool(flags & 1))

    def ping(self):
        while not self.gone.wait(self.keep_alive / 2):
            try:
                self.send(PINGREQ, 0, b"")
            except OSError:
                return

    def send(self, kind, flags, body):
        length, left = b"", len(body)
        while True:
            left, digit = divmod(left, 128)
            length += bytes([digit | (128 if left else 0)])
            if not left:
                break
        with self.lock:
            self.socket.sendall(bytes([kind << 4 | flags]) + length + body)

    def packet(self):
        first = self.read(1)[0]
        length = 0
        for shift in (0, 7, 14, 21):
            digit = self.read(1)[0]
            length |= (digit & 127) << shift
            if digit < 128:
                break
        if length > MAX_PACKET:
            raise ValueError("too large")
        return first >> 4, first & 15, self.read(length)

    def read(self, count):
        read = self.reader.read(count)
        if len(read) < count:
            raise EOFError
        return read


def text(value):
    content = value.encode()
    return struct.pack(">H", len(content)) + content
