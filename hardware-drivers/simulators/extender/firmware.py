"""What the firmware of a KC868-AG extender does (1.2.2), apart from how it is reached."""

import hashlib
import json
import re
import secrets
import string
import threading
import time

POOL = 16 * 1024
MAX_RAW = 2048
MAX_STORED = 512
GAP_MILLIS = 18
UNAUTHORIZED = (401, {"error": "unauthorized"})


def error(code, message=None):
    """An error as the firmware tells it: HTTP 200."""
    return 200, {"error": code} if message is None else {"error": code, "message": message}


def pool_size(value):
    """About what the JSON library of the firmware needs to hold a document."""
    if isinstance(value, dict):
        return 16 + sum(16 + len(key) + pool_size(item) for key, item in value.items())
    if isinstance(value, list):
        return 16 + sum(pool_size(item) for item in value)
    return 16 + (len(value) if isinstance(value, str) else 0)


def stored_name(name):
    plain = re.sub(r"[^a-z0-9_-]", "", str(name).strip().lower().replace(" ", "_"))[:31]
    return plain or "unnamed"


def integer(value, otherwise):
    """A number that is not whole is no number to the firmware."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole else otherwise


class Firmware:
    def __init__(self, mac="AA:BB:CC:12:34:56", token=None, pin=None, speed=1.0, ap=False):
        self.mac = mac
        self.token = token or self.new_token()
        self.pin = pin
        self.speed = speed
        self.ap = ap
        self.hostname = "haptique-extender"
        self.instance = "Haptique Extender"
        self.challenge = None
        self.challenge_until = 0.0
        self.last_verify = -1e9
        self.last_ir = None
        self.last_rf = None
        self.rf_count = 0
        self.ir_saved = {}
        self.rf_saved = {}
        self.network = {"use_static_ip": False}
        self.sent = []
        self.muted_until = 0.0
        self.push = lambda message: None
        self.lock = threading.Lock()

    @staticmethod
    def new_token():
        letters = string.ascii_letters + string.digits
        return "".join(secrets.choice(letters) for _ in range(40))

    def all_routes(self):
        """(method, path) -> (needs a token, what it does)."""
        return {
            ("GET", "/api/status"): (not self.ap, self.status),
            ("GET", "/api/token"): (False, self.tell_token),
            ("GET", "/api/wifi/scan"): (not self.ap, lambda body, query: (200, {"networks": []})),
            ("POST", "/api/wifi/save"): (False, self.wifi_save),
            ("GET", "/api/wifi/status"): (True, self.wifi_status),
            ("GET", "/api/wifi/wait"): (True, lambda body, query: (200, {"result": "ok"})),
            ("POST", "/api/wifi/forget"): (True, self.wifi_forget),
            ("GET", "/api/network/config"): (True, self.network_read),
            ("POST", "/api/network/config"): (True, self.network_write),
            ("GET", "/api/hostname"): (True, self.hostname_read),
            ("POST", "/api/hostname"): (True, self.hostname_write),
            ("POST", "/api/ap/disable"): (True, self.ap_disable),
            ("POST", "/api/auth/challenge/setup"): (False, self.challenge_setup),
            ("GET", "/api/auth/challenge/get"): (False, self.challenge_get),
            ("POST", "/api/auth/challenge/verify"): (False, self.challenge_verify),
            ("GET", "/api/auth/challenge/status"): (False, self.challenge_status),
            ("POST", "/api/auth/challenge/reset"): (True, self.challenge_reset),
            ("POST", "/api/ir/send"): (True, self.ir_send),
            ("GET", "/api/ir/last"): (True, self.ir_last),
            ("GET", "/api/ir/rxinfo"): (True, self.ir_rxinfo),
            ("GET", "/api/ir/test"): (True, self.ir_test),
            ("POST", "/api/ir/save"): (True, self.ir_save),
            ("GET", "/api/ir/saved"): (True, self.ir_list),
            ("POST", "/api/ir/send/name"): (True, self.ir_send_name),
            ("DELETE", "/api/ir/delete"): (True, lambda body, query: self.delete(self.ir_saved, body)),
            ("POST", "/api/ir/clear"): (True, lambda body, query: self.clear(self.ir_saved)),
            ("POST", "/api/rf/send"): (True, self.rf_send),
            ("GET", "/api/rf/last"): (True, self.rf_last),
            ("GET", "/api/rf/status"): (True, self.rf_status),
            ("POST", "/api/rf/save"): (True, self.rf_save),
            ("GET", "/api/rf/saved"): (True, self.rf_list),
            ("POST", "/api/rf/send/name"): (True, self.rf_send_name),
            ("DELETE", "/api/rf/delete"): (True, lambda body, query: self.delete(self.rf_saved, body)),
            ("POST", "/api/rf/clear"): (True, lambda body, query: self.clear(self.rf_saved)),
            ("GET", "/api/storage/info"): (True, self.storage),
            ("GET", "/api/ota/status"): (True, lambda body, query: (200, self.ota())),
            ("POST", "/api/factory/reset"): (True, self.factory_reset),
        }

    def answer(self, method, path, query, authorization, raw_body):
        """(status, body); a text body is text/plain."""
        if (method, path) == ("GET", "/"):
            return 200, "OK"
        route = self.all_routes().get((method, path))
        if route is None:
            return 200, "Not found"
        needs_token, action = route
        if needs_token and self.token is None:
            return error("token_unavailable")
        if needs_token and authorization not in (self.token, "Bearer " + str(self.token)):
            return UNAUTHORIZED
        body = {}
        if method != "GET" and raw_body:
            try:
                body = json.loads(raw_body)
            except ValueError:
                return error("Invalid JSON")
            if not isinstance(body, dict) or pool_size(body) > POOL:
                return error("Invalid JSON")
        return action(body, query)

    # --- status, network, token

    def status(self, body, query):
        status = {
            "mode": "AP+STA" if self.ap else "STA", "ap_on": self.ap, "hostname": self.hostname,
            "instance": self.instance, "ap_ip": "192.168.4.1", "sta_ip": "127.0.0.1", "sta_ok": True,
            "sta_ssid": "house", "mac": self.mac, "ir_tx": 2, "ir_rx": 23, "rf_rx": 13, "rf_tx": 22,
            "fw_ver": "1.2.2", "has_ir_data": self.last_ir is not None,
            "last_ir_count": self.last_ir["combined_count"] if self.last_ir else 0,
            "websocket_port": 81, "use_static_ip": False, "ota": self.ota(),
            "rf": {"rx_count": self.rf_count, "last_code": (self.last_rf or {}).get("code", 0),
                   "last_bits": (self.last_rf or {}).get("bits", 0)},
        }
        if self.ap:
            status["token"] = self.token
        return 200, status

    def ota(self):
        return {"in_progress": False, "last_ok": False, "last_bytes": 0, "last_err": ""}

    def tell_token(self, body, query):
        if not self.ap:
            return error("not_in_ap_mode")
        return 200, {"token": self.token, "ap": True, "sta_ok": True}

    def wifi_save(self, body, query):
        return 202, {"saved": True, "ssid": body.get("ssid", ""), "connecting": True,
                     "sta_ip": "", "token": self.token}

    def wifi_status(self, body, query):
        return 200, {"ap": self.ap, "sta": {"last_err": 0, "last_err_str": "", "saved": True,
                                            "ssid": "house", "ip": "127.0.0.1", "ok": True,
                                            "connecting": False, "rssi": -50}}

    def wifi_forget(self, body, query):
        self.token = None
        return 200, {"status": "ok"}

    def network_read(self, body, query):
        return 200, dict(self.network, current_ip="127.0.0.1", connected=True)

    def network_write(self, body, query):
        self.network = dict(body)
        return 200, {"ok": True, "use_static_ip": bool(body.get("use_static_ip")), "message": "saved"}

    def hostname_read(self, body, query):
        return 200, {"hostname": self.hostname, "instance": self.instance}

    def hostname_write(self, body, query):
        name = str(body.get("hostname", ""))
        if not re.fullmatch(r"[A-Za-z0-9-]{1,63}", name):
            return error("invalid_hostname")
        self.hostname = name
        self.instance = body.get("instance", self.instance)
        return 200, {"status": "saved"}

    def ap_disable(self, body, query):
        self.ap = False
        return 200, {"ok": True, "message": "AP disabled", "sta_ip": "127.0.0.1"}

    def factory_reset(self, body, query):
        self.pin, self.ap, self.token = None, True, self.new_token()
        self.ir_saved.clear()
        self.rf_saved.clear()
        return 200, {"ok": True, "message": "resetting"}

    # --- challenge

    def short_mac(self):
        return self.mac.replace(":", "")[-6:]

    def challenge_setup(self, body, query):
        pin = str(body.get("pin", ""))
        if self.pin is not None:
            return error("already_configured")
        if not re.fullmatch(r"[0-9]{4,8}", pin):
            return error("invalid_pin", "4-8 digits")
        self.pin = pin
        return 200, {"ok": True, "message": "PIN set", "pin_length": len(pin), "mac": self.short_mac()}

    def challenge_get(self, body, query):
        if self.pin is None:
            return error("not_configured")
        self.challenge = "%06d" % secrets.randbelow(1_000_000)
        self.challenge_until = time.monotonic() + 60 / self.speed
        return 200, {"ok": True, "challenge": self.challenge, "mac": self.short_mac(), "expires_in": 60}

    def challenge_verify(self, body, query):
        now = time.monotonic()
        if now - self.last_verify < 3 / self.speed:
            return error("rate_limited", "one try each 3 s")
        self.last_verify = now
        if self.challenge is None or now > self.challenge_until or body.get("challenge") != self.challenge:
            return error("challenge_expired")
        text = self.challenge + str(self.pin) + self.short_mac()
        digest = hashlib.sha256(text.encode()).digest()
        self.challenge = None
        wanted = "%06d" % (int.from_bytes(digest[:4], "big") % 1_000_000)
        if str(body.get("response")) != wanted:
            return error("invalid_response")
        return 200, {"ok": True, "valid": True, "token": self.token}

    def challenge_status(self, body, query):
        return 200, {"configured": self.pin is not None, "mac": self.short_mac(),
                     "mac_full": self.mac, "challenge_active": self.challenge is not None}

    def challenge_reset(self, body, query):
        self.pin = None
        return 200, {"ok": True}

    # --- infrared

    def ir_send(self, body, query):
        raw = body.get("raw")
        if not isinstance(raw, list):
            return error("Missing raw array")
        khz = integer(body.get("freq_khz"), 38)
        duty = integer(body.get("duty"), 33)
        repeat = max(1, integer(body.get("repeat"), 1))
        if len(raw) > MAX_RAW or not raw or not 10 <= khz <= 60:
            return error("IR send failed")
        if duty <= 0 or duty > 90:
            duty = 33
        return self.transmit([integer(value, 0) for value in raw], khz, duty, repeat)

    def transmit(self, raw, khz, duty, repeat):
        seconds = (sum(raw) * repeat / 1e6 + 0.005 * repeat) / self.speed
        self.muted_until = time.monotonic() + seconds + 0.3 / self.speed
        time.sleep(seconds)
        with self.lock:
            self.sent.append({"freq_khz": khz, "duty": duty, "repeat": repeat, "raw": raw})
        return 200, {"status": "sent", "pin": 2, "freq": khz * 1000, "duty": duty, "count": len(raw)}

    def ir_last(self, body, query):
        return (200, self.last_ir) if self.last_ir else error("no_capture_yet")

    def ir_rxinfo(self, body, query):
        return 200, {"ir_rb_ok": True, "ir_pin": 23, "ir_idle": 18000, "ir_filter": 100,
                     "has_ir_data": self.last_ir is not None,
                     "last_ir_count": self.last_ir["combined_count"] if self.last_ir else 0}

    def ir_test(self, body, query):
        time.sleep(max(50, min(3000, int(query.get("ms", "800")))) / 1000 / self.speed)
        return 200, {"status": "ok"}

    def ir_save(self, body, query):
        frame = str(body.get("frame", "combined")).lower().removeprefix("frame")
        if self.last_ir is None:
            return error("no_capture_yet")
        values = self.last_ir["combined"] if frame in ("combined", "c") else self.last_ir.get(frame)
        if not values:
            return error("frame_not_available")
        if len(self.ir_saved) >= 50 or len(values) > MAX_STORED:
            return error("storage_full")
        name = stored_name(body.get("name", ""))
        rounded = [max(10, round(value / 10) * 10) for value in values]
        self.ir_saved[name] = rounded
        return 200, {"ok": True, "name": name, "frame": frame, "freq_hz": 38000, "duty": 33,
                     "count": len(rounded), "preview": rounded[:10]}

    def ir_list(self, body, query):
        rows = [{"name": name, "freq_hz": 38000, "duty": 33, "count": len(raw), "preview": raw[:10]}
                for name, raw in self.ir_saved.items()]
        return 200, {"commands": rows, "count": len(rows), "max": 50, "available": 50 - len(rows)}

    def ir_send_name(self, body, query):
        name = stored_name(body.get("name", ""))
        if name not in self.ir_saved:
            return error("command_not_found")
        raw = self.ir_saved[name]
        self.transmit(raw, 38, 33, 1)
        return 200, {"ok": True, "name": name, "freq_hz": 38000, "duty": 33, "count": len(raw)}

    def delete(self, saved, body):
        name = stored_name(body.get("name", ""))
        if saved.pop(name, None) is None:
            return error("command_not_found")
        return 200, {"ok": True, "deleted": name}

    def clear(self, saved):
        saved.clear()
        return 200, {"ok": True, "message": "cleared"}

    def storage(self, body, query):
        return 200, {"rf": {"stored": len(self.rf_saved), "max": 100, "available": 100 - len(self.rf_saved)},
                     "ir": {"stored": len(self.ir_saved), "max": 50, "available": 50 - len(self.ir_saved)},
                     "flash_size": 4194304}

    # --- radio

    def rf_send(self, body, query):
        code = integer(body.get("code"), -1)
        bits, protocol = integer(body.get("bits"), 24), integer(body.get("protocol"), 1)
        repeat = integer(body.get("repeat"), 8)
        fits = 0 <= code < 2 ** 32 and 1 <= bits <= 64 and 1 <= protocol <= 7 and 1 <= repeat <= 20
        if not fits:
            return error("invalid_parameters")
        with self.lock:
            self.sent.append({"code": code, "bits": bits, "protocol": protocol, "repeat": repeat})
        return 200, {"status": "ok", "code": code, "bits": bits, "protocol": protocol,
                     "repeat": repeat, "pin": 22}

    def rf_last(self, body, query):
        return (200, self.last_rf) if self.last_rf else error("no_rf_capture_yet")

    def rf_status(self, body, query):
        last = self.last_rf or {}
        return 200, {"rf_rx_pin": 13, "rf_tx_pin": 22, "rf_enabled": True, "rx_count": self.rf_count,
                     "last_code": last.get("code", 0), "last_bits": last.get("bits", 0),
                     "last_protocol": last.get("protocol", 0), "last_pulselen": last.get("pulselen", 0)}

    def rf_save(self, body, query):
        if self.last_rf is None:
            return error("no_rf_capture_yet")
        name = stored_name(body.get("name", ""))
        self.rf_saved[name] = dict(self.last_rf)
        return 200, {"ok": True, "name": name}

    def rf_list(self, body, query):
        rows = [{"name": name, "code": row["code"], "bits": row["bits"], "protocol": row["protocol"],
                 "pulseLen": row["pulselen"]} for name, row in self.rf_saved.items()]
        return 200, {"commands": rows, "count": len(rows)}

    def rf_send_name(self, body, query):
        row = self.rf_saved.get(stored_name(body.get("name", "")))
        if row is None:
            return error("command_not_found")
        return self.rf_send({"code": row["code"], "bits": row["bits"], "protocol": row["protocol"]}, query)

    # --- what the receivers hear

    def hear(self, a, b=None, gap_us=None):
        """Somebody presses a key of a remote; nothing is heard while sending and shortly after."""
        if time.monotonic() < self.muted_until:
            return False
        a = [value for value in a if value >= 100]
        a = a if len(a) % 2 == 0 else a + [300]
        capture = {"type": "ir_rx", "freq_khz": 38, "frames": 2 if b else 1, "countA": len(a), "a": a}
        combined = list(a)
        if b:
            b = b if len(b) % 2 == 0 else b + [300]
            gap = gap_us if gap_us is not None else 40000
            capture.update(gap_ms=gap // 1000, gap_us=gap, countB=len(b), b=b,
                           frameB=",".join(map(str, b)))
            combined = a[:-1] + [a[-1] + gap] + b
        capture.update(combined_count=len(combined), combined=combined, frameA=",".join(map(str, a)))
        self.last_ir = capture
        self.push(capture)
        return True

    def hear_radio(self, code, bits=24, protocol=1, pulselen=350):
        self.rf_count += 1
        self.last_rf = {"type": "rf_rx", "code": code, "bits": bits, "protocol": protocol,
                        "pulselen": pulselen, "count": self.rf_count}
        self.push(self.last_rf)
        return True
