"""Which known hosts are at home, from the neighbour table and ping."""

import asyncio
import json
import re
import shlex
import time
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from busbar_driver import ConfigurationFailure, Failure, run

MAX_HOSTS = 256
PINGS_AT_ONCE = 8
COMMAND_SECONDS = 3.0
OUTPUT_BYTES = 1024 * 1024
LAST_SEEN_EVERY = 300.0
ADDRESS = re.compile(r"[A-Za-z0-9][A-Za-z0-9.:_-]{0,252}$")
MAC = re.compile(r"([0-9a-f]{2}:){5}[0-9a-f]{2}$")
NO_MAC = "00:00:00:00:00:00"
ARP_COMPLETE, ARP_PERMANENT = 0x2, 0x4


# --- hosts


@dataclass(frozen=True)
class Host:
    """A known host: by MAC address, by address, or by a name the network resolves."""

    name: str
    mac: str | None = None
    ip: str | None = None

    @property
    def device_id(self):
        if self.mac:
            return "lan-" + self.mac.replace(":", "")
        return "lan-" + re.sub(r"[^a-z0-9]+", "-", (self.ip or self.name).lower()).strip("-")


def hosts_of(listed):
    """The hosts of the property; raises ConfigurationFailure with the number of the wrong one."""
    if not isinstance(listed, list) or not 0 < len(listed) <= MAX_HOSTS:
        raise ConfigurationFailure(f"property 'hosts' must be a list of 1 to {MAX_HOSTS} objects with name, mac, ip")
    hosts = [_host(number, item) for number, item in enumerate(listed, 1)]
    if len({host.device_id for host in hosts}) < len(hosts):
        raise ConfigurationFailure("property 'hosts' names a host twice")
    return hosts


def _host(number, item):
    fields = item if isinstance(item, dict) else {}
    name, mac, ip = (fields.get(key) for key in ("name", "mac", "ip"))
    if not isinstance(name, str) or not name.strip():
        raise ConfigurationFailure(f"host {number} has no name")
    if mac is not None:
        mac = str(mac).strip().lower().replace("-", ":")
        if not MAC.match(mac):
            raise ConfigurationFailure(f"host {number} has a MAC address unlike aa:bb:cc:dd:ee:ff")
    if ip is not None and not ADDRESS.match(str(ip)):
        raise ConfigurationFailure(f"host {number} has an ip that is neither an address nor a host name")
    if mac is None and ip is None and not ADDRESS.match(name):
        raise ConfigurationFailure(f"host {number} needs a mac or an ip, or a name that the network resolves")
    return Host(name.strip(), mac, None if ip is None else str(ip))


# --- neighbours


@dataclass(frozen=True)
class Neighbour:
    """One line of the neighbour table; alive when the kernel vouches for it right now."""

    ip: str
    mac: str
    alive: bool


def read_ip_neigh(text):
    """The neighbours in the output of `ip -j neigh`; only REACHABLE ones are alive."""
    found = []
    for entry in json.loads(text):
        if isinstance(entry, dict) and isinstance(entry.get("lladdr"), str) and isinstance(entry.get("dst"), str):
            alive = "REACHABLE" in (entry.get("state") or [])
            found.append(Neighbour(entry["dst"], entry["lladdr"].lower(), alive))
    return found


def read_arp(text):
    """The neighbours in the text of /proc/net/arp; complete ones that nobody entered by hand are alive."""
    found = []
    for line in text.splitlines()[1:]:
        fields = line.split()
        if len(fields) < 4 or fields[3] == NO_MAC:
            continue
        flags = int(fields[2], 16)
        alive = flags & ARP_COMPLETE != 0 and flags & ARP_PERMANENT == 0
        found.append(Neighbour(fields[0], fields[3].lower(), alive))
    return found


class Network:
    """Looks at the real network through a command, a file and ping."""

    def __init__(self, arp_file, neighbour_command, ping_command):
        self._arp_file = Path(arp_file)
        self._neighbour_command = shlex.split(neighbour_command)
        self._ping_command = shlex.split(ping_command)
        self._pings = asyncio.Semaphore(PINGS_AT_ONCE)

    async def neighbours(self):
        """The neighbour table from the command, else from the file; None when neither can be read."""
        try:
            code, text = await _output(self._neighbour_command)
            if code == 0:
                return read_ip_neigh(text or "[]")
        except (OSError, ValueError, TimeoutError, IndexError):
            pass
        try:
            return read_arp(self._arp_file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None

    async def ping(self, address):
        """True when the address answers, False when not, None when ping itself cannot run."""
        async with self._pings:
            try:
                code, _ = await _output([*self._ping_command, address])
            except TimeoutError:
                return False
            except (OSError, ValueError):
                return None
            return code == 0


async def _output(command):
    if not command:
        raise ValueError("empty command")
    pipe, nothing = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(*command, stdin=nothing, stdout=pipe, stderr=nothing)
    try:
        text = await asyncio.wait_for(_read_all(process.stdout), COMMAND_SECONDS)
        return await asyncio.wait_for(process.wait(), COMMAND_SECONDS), text.decode(errors="replace")
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def _read_all(stream):
    text = b""
    while part := await stream.read(65536):
        text += part
        if len(text) > OUTPUT_BYTES:
            raise ValueError(f"more than {OUTPUT_BYTES} bytes of output")
    return text


# --- presence


class Presence:
    """Turns single sightings into present, away or unknown: short gaps and short visits do not count."""

    def __init__(self, arrive_after, depart_after):
        self._arrive_after = arrive_after
        self._depart_after = depart_after
        self._seen_since = None
        self._unseen_since = None
        self._blind_since = None
        self.present = None
        self.last_seen = None

    def observe(self, seen, now):
        """Takes one sighting (None: could not look) at a time that only grows; the presence after it."""
        if seen is None:
            self._look_away(now)
        elif seen:
            self._see(now)
        else:
            self._miss(now)
        return self.present

    def _see(self, now):
        self._unseen_since = self._blind_since = None
        self.last_seen = now
        if self._seen_since is None:
            self._seen_since = now
        if now - self._seen_since >= self._arrive_after:
            self.present = True

    def _miss(self, now):
        if self._unseen_since is None:
            uncertain = self.last_seen is None or self._blind_since is not None
            self._unseen_since = now if uncertain else self.last_seen
        self._seen_since = self._blind_since = None
        if now - self._unseen_since >= self._depart_after:
            self.present = False

    def _look_away(self, now):
        self._seen_since = self._unseen_since = None
        if self._blind_since is None:
            self._blind_since = now
        if now - self._blind_since >= self._depart_after:
            self.present = None


# --- driver


class Watch:
    """Checks all hosts, and publishes what changed."""

    def __init__(self, driver, hosts, network, clock=time.monotonic, wall=time.time):
        settings = driver.properties
        self._driver = driver
        self._network = network
        self._clock = clock
        self._wall = wall
        self._hosts = {host.device_id: host for host in hosts}
        self._presences = {key: Presence(settings["arriveAfter"], settings["departAfter"]) for key in self._hosts}
        self._addresses = {}
        self._published = {}
        self._checking = asyncio.Lock()

    def announce(self):
        nothing = {"type": "object", "properties": {}, "additionalProperties": False}
        catalog = [{"key": "refresh_state", "label": "Check now", "idempotent": True, "payloadSchema": nothing}]
        for device_id, host in self._hosts.items():
            device = {"id": device_id, "name": host.name, "deviceType": "sensor", "tags": ["presence"]}
            target = {"target": {"host": host.ip}} if host.ip else {}
            self._driver.discover({**device, **target, "model": "Network host", "commandCatalog": catalog})

    async def check(self):
        """Looks at every host once; raises Failure when neither the neighbour table nor ping can be used."""
        async with self._checking:
            before = await self._network.neighbours()
            answers = await asyncio.gather(*(self._ping(host, before) for host in self._hosts.values()))
            after = await self._network.neighbours()
            for host, answer in zip(self._hosts.values(), answers, strict=True):
                self._judge(host, answer, after)
        if after is None and all(answered is None for answered, _ in answers):
            raise Failure("neither the neighbour table nor ping can be used")

    async def refresh(self, call):
        await self.check()
        self._publish(self._hosts[call.device], force=True)
        return {"stateRefresh": "updated"}

    async def _ping(self, host, neighbours):
        """(whether it answered or None, at which address)."""
        addresses = _addresses(host, neighbours or [])
        if not addresses:
            return (False if neighbours is not None else None), None
        answers = [(await self._network.ping(address), address) for address in addresses]
        return max(answers, key=lambda answer: {True: 2, False: 1, None: 0}[answer[0]])

    def _judge(self, host, answer, neighbours):
        answered, address = answer
        known = [each for each in neighbours or [] if each.alive and _is(host, each)]
        seen = True if answered or known else answered
        if seen:
            self._addresses[host.device_id] = address if answered else known[0].ip
        self._presences[host.device_id].observe(seen, self._clock())
        self._publish(host, force=False)

    def _publish(self, host, force):
        presence = self._presences[host.device_id]
        address = self._addresses.get(host.device_id)
        told, told_seen = self._published.get(host.device_id, (None, None))
        now_told = (presence.present, address)
        fresh = presence.last_seen is not None and told_seen is not None and presence.last_seen - told_seen < LAST_SEEN_EVERY
        same = told == now_told and (fresh or presence.last_seen == told_seen)
        if same and not force:
            return
        self._published[host.device_id] = (now_told, presence.last_seen)
        self._driver.state(host.device_id, self._state(presence, address))

    def _state(self, presence, address):
        seen = None
        if presence.last_seen is not None:
            at = self._wall() - (self._clock() - presence.last_seen)
            seen = datetime.fromtimestamp(at, timezone.utc).isoformat(timespec="seconds")
        sensors = {"lastSeen": {"name": "Last seen", "value": seen}, "address": {"name": "Address", "value": address}}
        status = "unknown" if presence.present is None else "ok"
        return {"presence": presence.present, "extras": {"status": status, "sensors": sensors}}


def _is(host, neighbour):
    return neighbour.mac == host.mac if host.mac else neighbour.ip == host.ip


def _addresses(host, neighbours):
    """Where to ping a host: at most two addresses, IPv4 first."""
    learned = [each.ip for each in neighbours if host.mac and each.mac == host.mac and ADDRESS.match(each.ip)]
    learned = [ip for ip in learned if not ip.lower().startswith("fe80:")]
    given = [host.ip] if host.ip else [] if host.mac else [host.name]
    return sorted(dict.fromkeys(given + learned), key=lambda address: ":" in address)[:2]


def setup(driver):
    settings = driver.properties
    network = Network(settings["arpFile"], settings["neighbourCommand"], settings["pingCommand"])
    watch = Watch(driver, hosts_of(settings["hosts"]), network)
    watch.announce()
    driver.command("refresh_state", watch.refresh)
    driver.every(settings["interval"], watch.check)


if __name__ == "__main__":
    run(__file__, setup)
