"""Tests of the presence driver: pure parts with a clock in hand, the rest as a process with its own ping."""

import asyncio
import json
import logging
import os
import stat
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(FOLDER.parent / "kit" / "python"))
sys.path.insert(0, str(FOLDER))

from busbar_driver import ConfigurationFailure, Driver, Failure  # noqa: E402
from main import Host, Neighbour, Network, Presence, Watch, hosts_of, read_arp, read_ip_neigh  # noqa: E402

PHONE = "aa:bb:cc:00:11:22"
ARP = """IP address       HW type     Flags       HW address            Mask     Device
192.168.1.7      0x1         0x2         AA:bb:cc:00:11:22     *        eth0
192.168.1.8      0x1         0x0         aa:bb:cc:00:11:33     *        eth0
192.168.1.9      0x1         0x6         aa:bb:cc:00:11:44     *        eth0
192.168.1.10     0x1         0x0         00:00:00:00:00:00     *        eth0
"""
NEIGH = json.dumps(
    [
        {"dst": "192.168.1.7", "dev": "eth0", "lladdr": PHONE, "state": ["REACHABLE"]},
        {"dst": "192.168.1.8", "dev": "eth0", "lladdr": "aa:bb:cc:00:11:33", "state": ["STALE"]},
        {"dst": "192.168.1.10", "dev": "eth0", "state": ["FAILED"]},
    ]
)


class PresenceTest(unittest.TestCase):
    def test_is_unknown_before_the_first_look(self):
        self.assertIsNone(Presence(0, 60).present)

    def test_arrives_at_once_without_a_debounce(self):
        self.assertTrue(Presence(0, 60).observe(True, 100))

    def test_arrives_only_after_being_seen_without_a_gap(self):
        presence = Presence(30, 60)
        for seen, at in ((True, 0), (True, 20), (False, 25), (True, 40), (True, 60)):
            self.assertIsNone(presence.observe(seen, at))
        self.assertTrue(presence.observe(True, 70))

    def test_departs_counted_from_the_last_sighting(self):
        presence = Presence(0, 60)
        presence.observe(True, 100)
        self.assertTrue(presence.observe(False, 159))
        self.assertFalse(presence.observe(False, 160))

    def test_a_short_gap_does_not_depart(self):
        presence = Presence(0, 60)
        for at in range(0, 600, 50):
            self.assertTrue(presence.observe(at % 100 == 0, at))

    def test_a_host_never_seen_is_away_after_the_debounce(self):
        presence = Presence(0, 60)
        self.assertIsNone(presence.observe(False, 0))
        self.assertFalse(presence.observe(False, 60))

    def test_a_long_blindness_makes_it_unknown(self):
        presence = Presence(0, 60)
        presence.observe(True, 0)
        self.assertTrue(presence.observe(None, 10))
        self.assertTrue(presence.observe(None, 69))
        self.assertIsNone(presence.observe(None, 70))

    def test_absence_after_blindness_counts_from_the_end_of_it(self):
        presence = Presence(0, 60)
        presence.observe(True, 0)
        presence.observe(None, 50)
        self.assertTrue(presence.observe(False, 100))
        self.assertFalse(presence.observe(False, 160))


class HostsTest(unittest.TestCase):
    def test_ids_are_stable_and_prefer_the_mac(self):
        phone = {"name": "P", "mac": "AA-BB-CC-00-11-22", "ip": "10.0.0.2"}
        hosts = hosts_of([phone, {"name": "N", "ip": "10.0.0.3"}, {"name": "nas.lan"}])
        self.assertEqual(["lan-aabbcc001122", "lan-10-0-0-3", "lan-nas-lan"], [host.device_id for host in hosts])

    def test_refuses_what_could_become_an_option_of_ping(self):
        for item in ({"name": "x", "ip": "-f"}, {"name": "-f"}, {"name": "two words"}, {"name": "x", "ip": "1.1.1.1;id"}):
            with self.assertRaises(ConfigurationFailure, msg=item):
                hosts_of([item])

    def test_names_the_wrong_host(self):
        for listed, text in (
            ([{"name": "a", "ip": "1.1.1.1"}, {"mac": PHONE}], "host 2 has no name"),
            ([{"name": "a", "mac": "nonsense"}], "host 1 has a MAC"),
            ([{"name": "a", "mac": PHONE}, {"name": "b", "mac": PHONE.upper()}], "names a host twice"),
            ([], "list of 1"),
            ({"name": "a"}, "list of 1"),
        ):
            with self.assertRaisesRegex(ConfigurationFailure, text):
                hosts_of(listed)


class NeighboursTest(unittest.TestCase):
    def test_reads_the_arp_file(self):
        found = read_arp(ARP)
        expected = [Neighbour("192.168.1.7", PHONE, True), Neighbour("192.168.1.8", "aa:bb:cc:00:11:33", False)]
        self.assertEqual(expected, found[:2])
        self.assertEqual((3, False), (len(found), found[2].alive))

    def test_trusts_only_reachable_neighbours(self):
        self.assertEqual([True, False], [each.alive for each in read_ip_neigh(NEIGH)])


class FakeNetwork:
    def __init__(self):
        self.table, self.answering, self.pinged = [], set(), []

    async def neighbours(self):
        return self.table

    async def ping(self, address):
        self.pinged.append(address)
        return address in self.answering


class WatchTest(unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        self.now, self.frames, self.network = 1000.0, [], FakeNetwork()
        settings = {"arriveAfter": 0, "departAfter": 60}
        self.driver = Driver("LAN_PRESENCE", settings, lambda line: self.frames.append(json.loads(line)), logging.getLogger("t"))
        self.watch = Watch(self.driver, [Host("Phone", PHONE)], self.network, lambda: self.now, lambda: self.now)

    def states(self):
        return [frame["data"] for frame in self.frames if frame["event"] == "STATE_UPDATE"]

    async def test_learns_the_address_from_the_mac_and_follows_it(self):
        self.network.table = [Neighbour("10.0.0.5", PHONE, False), Neighbour("fe80::1", PHONE, False)]
        self.network.answering = {"10.0.0.5"}
        await self.watch.check()
        self.assertEqual(["10.0.0.5"], self.network.pinged)
        self.assertEqual((True, "10.0.0.5"), (self.states()[0]["presence"], self.states()[0]["extras"]["sensors"]["address"]["value"]))
        self.assertEqual("1970-01-01T00:16:40+00:00", self.states()[0]["extras"]["sensors"]["lastSeen"]["value"])

    async def test_a_silent_phone_that_the_kernel_reaches_is_present(self):
        self.network.table = [Neighbour("10.0.0.5", PHONE, True)]
        await self.watch.check()
        self.assertTrue(self.states()[0]["presence"])

    async def test_publishes_changes_only(self):
        self.network.table, self.network.answering = [Neighbour("10.0.0.5", PHONE, False)], {"10.0.0.5"}
        for _ in range(5):
            await self.watch.check()
            self.now += 15
        self.assertEqual(1, len(self.states()))
        self.network.answering = set()
        for _ in range(6):
            await self.watch.check()
            self.now += 15
        self.assertEqual([True, False], [state["presence"] for state in self.states()])

    async def test_an_unreadable_network_is_unknown_not_away(self):
        self.network.table = None
        for _ in range(6):
            with self.assertRaisesRegex(Failure, "neither"):
                await self.watch.check()
            self.now += 15
        self.assertEqual([None], [state["presence"] for state in self.states()])
        self.assertEqual("unknown", self.states()[0]["extras"]["status"])


class NetworkTest(unittest.IsolatedAsyncioTestCase):
    async def test_falls_back_to_the_file(self):
        with tempfile.NamedTemporaryFile("w") as file:
            file.write(ARP)
            file.flush()
            found = await Network(file.name, "/no/such/command", "true").neighbours()
        self.assertEqual(3, len(found))

    async def test_reads_output_that_comes_in_parts(self):
        with tempfile.NamedTemporaryFile("w") as script:
            script.write(f"printf %s '{NEIGH[:40]}'; sleep 0.2; printf %s '{NEIGH[40:]}'")
            script.flush()
            found = await Network("/no/such/file", f"sh {script.name}", "true").neighbours()
        self.assertEqual(2, len(found))

    async def test_knows_when_it_cannot_look(self):
        network = Network("/no/such/file", "false", "/no/such/ping")
        self.assertIsNone(await network.neighbours())
        self.assertIsNone(await network.ping("127.0.0.1"))

    async def test_ping_gives_up(self):
        started = asyncio.get_running_loop().time()
        self.assertFalse(await Network("", "", "sh -c 'exec sleep 60' ping").ping("127.0.0.1"))
        self.assertLess(asyncio.get_running_loop().time() - started, 20)


class ProcessTest(unittest.TestCase):
    def run_driver(self, hosts, lines=""):
        with tempfile.TemporaryDirectory() as folder:
            ping = Path(folder, "ping")
            ping.write_text('#!/bin/sh\ntest "$1" = 10.9.9.9\n')
            ping.chmod(ping.stat().st_mode | stat.S_IXUSR)
            environment = os.environ | {
                "PYTHONPATH": str(FOLDER.parent / "kit" / "python"),
                "LAN_PRESENCE_HOSTS": hosts,
                "LAN_PRESENCE_DEPART_AFTER": "0",
                "LAN_PRESENCE_NEIGHBOUR_COMMAND": "echo []",
                "LAN_PRESENCE_PING_COMMAND": str(ping),
            }
            command = [sys.executable, "-u", str(FOLDER / "main.py")]
            return subprocess.run(command, input=lines, env=environment, capture_output=True, text=True, timeout=30)

    def test_refresh_publishes_before_it_answers(self):
        ask = {"event": "COMMAND_EXECUTE", "device_id": "lan-10-9-9-9", "data": {"command": "refresh_state", "requestId": "r"}}
        hosts = json.dumps([{"name": "here", "ip": "10.9.9.9"}, {"name": "gone", "ip": "10.9.9.8"}])
        done = self.run_driver(hosts, json.dumps(ask) + "\n")
        self.assertEqual((0, ""), (done.returncode, done.stderr))
        frames = [json.loads(line) for line in done.stdout.splitlines()]
        presence = {frame["device_id"]: frame["data"]["presence"] for frame in frames if frame["event"] == "STATE_UPDATE"}
        self.assertEqual({"lan-10-9-9-9": True, "lan-10-9-9-8": False}, presence)
        result = frames[-1]["data"]
        self.assertEqual(("ACTION_RESULT", True, "r"), (frames[-1]["event"], result["success"], result["requestId"]))

    def test_wrong_settings_end_with_one_line_and_code_2(self):
        done = self.run_driver('[{"name":"x","mac":"zz"}]')
        self.assertEqual((2, "", 1), (done.returncode, done.stdout, len(done.stderr.splitlines())))
        self.assertIn("host 1", done.stderr)


if __name__ == "__main__":
    unittest.main()
