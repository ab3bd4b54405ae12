"""Tests of the Python kit."""

import asyncio
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

KIT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(KIT))

from busbar_driver import (  # noqa: E402
    ConfigurationFailure,
    Driver,
    Failure,
    Limits,
    Manifest,
    argument,
    boolean,
    color,
    integer,
    number,
    percent,
)
from busbar_driver.lines import Lines  # noqa: E402
from busbar_driver.requests import Requests  # noqa: E402

DEADLINE = 10.0


class CoerceTest(unittest.TestCase):
    def test_values_become_clean(self):
        self.assertEqual([100, 0, 45, 50], [percent(250), percent(-3), percent("44.6"), percent(49.5)])
        self.assertEqual([True, False, True], [boolean("ON"), boolean(0), boolean(True)])
        self.assertEqual(["#FFAA00", "#00AAFF"], [color("fa0"), color(" #00aaff ")])
        self.assertEqual(7, argument({"value": 7}, "brightness"))
        self.assertEqual((3, 1.5), (integer("2.5"), number("1.5")))

    def test_nonsense_is_refused_with_a_sentence(self):
        for call, text in (
            (lambda: argument({"brightness": None}, "brightness"), "brightness is missing"),
            (lambda: percent("bright", "level"), "level must be a number"),
            (lambda: number(float("nan")), "must be a number"),
            (lambda: number(True), "must be a number"),
            (lambda: number([]), "must be a number"),
            (lambda: boolean("maybe"), "true or false"),
            (lambda: color("#12345"), "#RRGGBB"),
            (lambda: color(5), "#RRGGBB"),
        ):
            with self.assertRaisesRegex(Failure, text):
                call()


class LinesTest(unittest.TestCase):
    def test_chunks_of_any_size_give_the_same_lines(self):
        text = b"one\n\n" + b"x" * 9 + b"\n" + b"y" * 8 + b"\nlast"
        for size in range(1, len(text) + 1):
            lines, found = Lines(8), []
            for at in range(0, len(text), size):
                found += lines.feed(text[at : at + size])
            found += lines.rest()
            self.assertEqual([b"one", b"", None, b"y" * 8, b"last"], found)


class ManifestTest(unittest.TestCase):
    ITEMS = [
        {"key": "host", "type": "string", "required": True},
        {"key": "count", "type": "integer", "min": 1},
        {"key": "ratio", "type": "number"},
        {"key": "on", "type": "boolean", "defaultValue": True},
        {"key": "list", "type": "json"},
        {"key": "mode", "type": "select", "options": [{"value": "a"}, {"value": "b"}]},
        {"key": "port", "type": "port", "defaultValue": 80},
    ]

    def read(self, environment):
        names = {item["key"]: item["key"].upper() for item in self.ITEMS}
        return Manifest({"key": "demo", "properties": self.ITEMS, "envMap": names}).properties(environment)

    def test_properties_are_typed(self):
        given = {"HOST": "h", "COUNT": "3", "RATIO": "0.5", "ON": "false", "LIST": "[1]", "MODE": "b"}
        expected = {"host": "h", "count": 3, "ratio": 0.5, "on": False, "list": [1], "mode": "b", "port": 80}
        self.assertEqual(expected, self.read(given))

    def test_missing_optional_ones_are_their_default_or_none(self):
        found = self.read({"HOST": "h"})
        self.assertEqual((True, None, 80), (found["on"], found["count"], found["port"]))

    def test_wrong_ones_are_named(self):
        wrong = {"HOST": " ", "COUNT": "0", "RATIO": "nan", "ON": "maybe", "LIST": "[", "MODE": "c", "PORT": "70000"}
        for variable, text in wrong.items():
            with self.assertRaisesRegex(ConfigurationFailure, f"property '{variable.lower()}' \\({variable}\\)"):
                self.read({"HOST": "h", variable: text})

    def test_there_must_be_exactly_one(self):
        with tempfile.TemporaryDirectory() as folder:
            with self.assertRaisesRegex(ConfigurationFailure, "found 0"):
                Manifest.beside(folder)
            Path(folder, "a.driver.json").write_text('{"driverKey":"abc"}')
            self.assertEqual("ABC", Manifest.beside(Path(folder, "main.py")).key)
            Path(folder, "b.driver.json").write_text("{}")
            with self.assertRaisesRegex(ConfigurationFailure, "found 2"):
                Manifest.beside(folder)


class RequestsTest(unittest.TestCase):
    def test_knows_the_latest_requests(self):
        requests = Requests(2)
        self.assertEqual(Requests.NEW, requests.begin("1", "d", "c", {"a": 1, "b": 2}))
        self.assertEqual(Requests.RUNNING, requests.begin("1", "d", "c", {"b": 2, "a": 1}))
        requests.finish("1", {"success": True})
        self.assertEqual({"success": True}, requests.begin("1", "d", "c", {"b": 2, "a": 1}))
        self.assertEqual(Requests.OTHER, requests.begin("1", "d", "c", {}))
        requests.begin("2", "d", "c", {})
        requests.begin("3", "d", "c", {})
        self.assertEqual(Requests.NEW, requests.begin("1", "d", "c", {}))


class DriverTest(unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        self.frames = []
        self.arrived = asyncio.Event()
        self.driver = self.make(Limits())

    def make(self, limits):
        log = logging.getLogger("test")
        log.setLevel(logging.CRITICAL)
        driver = Driver("DEMO", {}, self.take, log, limits=limits)
        driver.discover({"id": "d", "name": "D", "deviceType": "light", "model": "M", "properties": {"x": 1}})
        return driver

    def take(self, line):
        self.frames.append(json.loads(line))
        self.arrived.set()

    async def results(self, count):
        async with asyncio.timeout(DEADLINE):
            while True:
                found = [frame["data"] for frame in self.frames if frame["event"] == "ACTION_RESULT"]
                if len(found) >= count:
                    return found
                self.arrived.clear()
                await self.arrived.wait()

    async def ask(self, command, payload=None, request_id=None, device="d"):
        content = {"command": command, "payload": payload or {}, "requestId": request_id}
        frame = {"event": "ACTION", "device_id": device, "data": content}
        await self.driver.receive(json.dumps(frame).encode())

    async def test_what_a_driver_says_has_the_envelope_of_the_hub(self):
        self.driver.state("d", {"power": None})
        self.driver.metrics("d", [])
        self.driver.updated({"id": "d", "name": "E"})
        self.driver.removed("d", "gone")
        expected = [
            ("DEVICE_DISCOVERED", {"name": "D", "deviceType": "light", "properties": {"x": 1, "model": "M"}}),
            ("STATE_UPDATE", {"power": None}),
            ("METRIC_UPDATE", {"metrics": []}),
            ("DEVICE_UPDATED", {"name": "E"}),
            ("DEVICE_REMOVED", {"reason": "gone"}),
        ]
        self.assertEqual([{"event": event, "driver": "demo", "device_id": "d", "data": data} for event, data in expected], self.frames)

    async def test_an_error_in_a_command_ends_the_command_and_not_the_driver(self):
        @self.driver.command("boom")
        async def boom(call):
            raise KeyError("nothing")

        self.driver.command("fine", lambda call: {"message": "done", "stateRefresh": "pending", "success": False})
        await self.ask("boom")
        await self.ask("FINE", request_id="r")
        first, second = await self.results(2)
        self.assertEqual((False, "KeyError: 'nothing'"), (first["success"], first["message"]))
        self.assertEqual((True, "done", "pending", "r"), tuple(second[key] for key in ("success", "message", "stateRefresh", "requestId")))

    async def test_commands_of_one_device_run_in_order_those_of_two_side_by_side(self):
        self.driver.discover({"id": "e", "name": "E", "deviceType": "light"})
        gate, order = asyncio.Event(), []

        @self.driver.command("slow")
        async def slow(call):
            await gate.wait()
            order.append("slow")

        self.driver.command("quick", lambda call: order.append("quick " + call.device))
        await self.ask("slow")
        await self.ask("quick")
        await self.ask("quick", device="e")
        await self.results(1)
        self.assertEqual(["quick e"], order)
        gate.set()
        await self.results(3)
        self.assertEqual(["quick e", "slow", "quick d"], order)

    async def test_a_repeated_request_runs_once(self):
        gate, runs = asyncio.Event(), []

        @self.driver.command("count")
        async def count(call):
            runs.append(call.payload)
            await gate.wait()

        for _ in range(3):
            await self.ask("count", {"a": 1}, "r")
        gate.set()
        await self.results(1)
        await self.ask("count", {"a": 1}, "r")
        await self.ask("count", {"a": 2}, "r")
        results = await self.results(3)
        self.assertEqual([{"a": 1}], runs)
        self.assertEqual(results[0], results[1])
        self.assertIn("already used", results[2]["message"])

    async def test_a_full_queue_and_a_late_action_are_failures(self):
        self.driver = self.make(Limits(waiting_per_device=2, command_seconds=0.05))
        self.driver.command("never", lambda call: asyncio.Event().wait())
        for _ in range(3):
            await self.ask("never")
        results = await self.results(3)
        self.assertIn("too many commands", results[0]["message"])
        self.assertEqual(2, sum("outcome is unknown" in result["message"] for result in results))

    async def test_lines_that_are_no_objects_are_skipped(self):
        with self.assertLogs("test", logging.WARNING) as logs:
            for line in (b"", b"  ", b"[]", b"null", b"{", b"7", b"\xff", b"[" * 100_000, None):
                await self.driver.receive(line)
        self.assertEqual((7, 1), (len(logs.output), len(self.frames)))

    async def test_odd_ids_are_echoed(self):
        self.driver.command("fine", lambda call: None)
        await self.ask("fine", request_id=["x"])
        self.assertEqual([["x"]], [result["requestId"] for result in await self.results(1)])

    async def test_polls_repeat_and_survive_failures(self):
        runs, enough = [], asyncio.Event()

        def work():
            runs.append(asyncio.get_running_loop().time())
            if len(runs) >= 4:
                enough.set()
            if len(runs) < 3:
                raise OSError("away")

        self.driver.every(0.01, work, slowest=0.03)
        with self.assertLogs("test", logging.INFO) as logs:
            serving = asyncio.create_task(self.driver.serve())
            async with asyncio.timeout(DEADLINE):
                await enough.wait()
            self.driver.stop()
            await serving
        self.assertEqual(["WARNING:test:poll failed: OSError: away", "INFO:test:poll works again"], logs.output)

    async def test_running_commands_finish_after_the_stop(self):
        gate = asyncio.Event()
        self.driver.command("slow", lambda call: gate.wait())
        serving = asyncio.create_task(self.driver.serve())
        await self.ask("slow")
        self.driver.stop()
        asyncio.get_running_loop().call_later(0.05, gate.set)
        await serving
        self.assertTrue((await self.results(1))[0]["success"])

    async def test_devices_and_frames_are_limited(self):
        driver = self.make(Limits(devices=1, line_bytes=200))
        with self.assertRaisesRegex(ValueError, "at most 1"):
            driver.discover({"id": "e"})
        with self.assertRaisesRegex(ValueError, "longer than 200"):
            driver.state("d", {"text": "x" * 300})
        with self.assertRaises(ValueError):
            driver.state("d", {"level": float("nan")})


BODY = """
import asyncio, subprocess
from busbar_driver import run

def setup(driver):
    print("a stray print")
    subprocess.run(["echo", "a stray child"], check=True)
    driver.discover({"id": "d", "name": driver.properties["host"], "deviceType": "light"})
    driver.command("forever", lambda call: asyncio.Event().wait())

run(__file__, setup)
"""


class ProcessTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.main = Path(folder.name, "main.py")
        self.main.write_text(BODY)
        manifest = {"key": "DEMO", "properties": [{"key": "host", "required": True}], "envMap": {"host": "DEMO_HOST"}}
        Path(folder.name, "demo.driver.json").write_text(json.dumps(manifest))

    def start(self, **environment):
        pipe = subprocess.PIPE
        variables = {"PATH": os.environ["PATH"], "PYTHONPATH": str(KIT), "PYTHONDONTWRITEBYTECODE": "1", **environment}
        process = subprocess.Popen([sys.executable, "-u", self.main], stdin=pipe, stdout=pipe, stderr=pipe, env=variables, text=True)
        for stream in (process.stdin, process.stdout, process.stderr):
            self.addCleanup(stream.close)
        self.addCleanup(process.kill)
        return process

    def test_prints_go_to_stderr_and_the_end_of_stdin_ends_with_0(self):
        process = self.start(DEMO_HOST="h")
        output, errors = process.communicate('{"event":"PING"}\n', timeout=DEADLINE)
        self.assertEqual((0, 1, "h"), (process.returncode, output.count("\n"), json.loads(output)["data"]["name"]))
        self.assertIn("a stray print", errors)
        self.assertIn("a stray child", errors)

    def test_the_signal_ends_with_0_even_while_a_command_runs(self):
        process = self.start(DEMO_HOST="h")
        process.stdout.readline()
        process.stdin.write('{"event":"ACTION","device_id":"d","data":{"command":"forever"}}\n')
        process.stdin.flush()
        process.send_signal(signal.SIGTERM)
        self.assertEqual(0, process.wait(DEADLINE))

    def test_missing_settings_end_with_2_and_one_line(self):
        process = self.start()
        output, errors = process.communicate(timeout=DEADLINE)
        self.assertEqual((2, "", "configuration: property 'host' (DEMO_HOST) is required\n"), (process.returncode, output, errors))


if __name__ == "__main__":
    unittest.main()
