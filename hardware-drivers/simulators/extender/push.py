"""The WebSocket server on port 81: any path, no authentication, captures pushed, texts echoed."""

import base64
import hashlib
import json
import socket
import struct
import threading

GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
MAX_FRAME = 64 * 1024
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10


class PushServer:
    def __init__(self, host, port, version="1.2.2"):
        self.version = version
        self.listener = socket.create_server((host, port))
        self.port = self.listener.getsockname()[1]
        self.clients = []
        self.lock = threading.Lock()

    def start(self):
        threading.Thread(target=self.accept, daemon=True).start()

    def close(self):
        self.listener.close()
        self.drop_all()

    def drop_all(self):
        """As a reboot does."""
        with self.lock:
            clients, self.clients = self.clients, []
        for client in clients:
            try:
                client.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            client.close()

    def push(self, message):
        with self.lock:
            clients = list(self.clients)
        for client in clients:
            self.send(client, TEXT, json.dumps(message).encode())

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        try:
            reader = client.makefile("rb")
            if not self.handshake(client, reader):
                return
            hello = {"type": "connected", "message": "Haptique Extender", "version": self.version}
            self.send(client, TEXT, json.dumps(hello).encode())
            with self.lock:
                self.clients.append(client)
            while self.frame(client, reader):
                pass
        except OSError:
            pass
        finally:
            with self.lock:
                if client in self.clients:
                    self.clients.remove(client)
            client.close()

    def handshake(self, client, reader):
        key = None
        for _ in range(100):
            line = reader.readline(8192).decode("latin-1").strip()
            if not line:
                break
            name, _, value = line.partition(":")
            if name.lower() == "sec-websocket-key":
                key = value.strip()
        if key is None:
            client.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            return False
        accept = base64.b64encode(hashlib.sha1((key + GUID).encode()).digest()).decode()
        client.sendall(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                        "Connection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n" % accept).encode())
        return True

    def frame(self, client, reader):
        head = reader.read(2)
        if len(head) < 2:
            return False
        opcode, length = head[0] & 15, head[1] & 127
        if length == 126:
            length = struct.unpack(">H", reader.read(2))[0]
        elif length == 127:
            length = struct.unpack(">Q", reader.read(8))[0]
        if length > MAX_FRAME:
            return False
        mask = reader.read(4) if head[1] & 128 else b"\0\0\0\0"
        payload = bytes(byte ^ mask[i % 4] for i, byte in enumerate(reader.read(length)))
        if opcode == CLOSE:
            self.send(client, CLOSE, payload)
            return False
        if opcode == PING:
            self.send(client, PONG, payload)
        elif opcode == TEXT:
            self.send(client, TEXT, payload)
        return True

    def send(self, client, opcode, payload):
        if len(payload) < 126:
            head = struct.pack(">BB", 0x80 | opcode, len(payload))
        elif len(payload) < 65536:
            head = struct.pack(">BBH", 0x80 | opcode, 126, len(payload))
        else:
            head = struct.pack(">BBQ", 0x80 | opcode, 127, len(payload))
        try:
            client.sendall(head + payload)
        except OSError:
            pass
