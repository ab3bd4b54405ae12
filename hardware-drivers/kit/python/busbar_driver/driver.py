"""A driver's side of the conversation with the hub."""

import asyncio
import inspect
import json
import time
from dataclasses import dataclass

from .failures import Failure
from .requests import Requests

_PROPERTIES = ("manufacturer", "model", "commandCatalog")


@dataclass(frozen=True)
class Limits:
    """What a driver may use; beyond it a line is skipped or a command is refused with a message."""

    line_bytes: int = 1024 * 1024
    devices: int = 2000
    waiting_per_device: int = 32
    command_seconds: float = 60.0
    stop_seconds: float = 1.5
    message_characters: int = 1000


@dataclass(frozen=True)
class Call:
    """One command of the hub to one device of this driver."""

    device: str
    command: str
    payload: dict
    request_id: str | None
    correlation_id: str | None


class Driver:
    """Announces devices, publishes their states and runs the hub's commands, per device one after the other."""

    def __init__(self, key, properties, write, log, clock=time.monotonic, limits=Limits()):
        self.key = key
        self.properties = properties
        self.log = log
        self.limits = limits
        self._write = write
        self._clock = clock
        self._commands = {}
        self._polls = []
        self._requests = Requests()
        self._devices = {}
        self._tasks = set()
        self._calls = set()
        self._stopped = asyncio.Event()
        self._serving = False

    # --- what a driver says

    def discover(self, device):
        """Announces a device: id, name, deviceType; optional tags, target, manufacturer, model, commandCatalog, properties."""
        if device["id"] not in self._devices and len(self._devices) >= self.limits.devices:
            raise ValueError(f"a driver may announce at most {self.limits.devices} devices")
        self._devices.setdefault(device["id"], _Queue())
        self._send("DEVICE_DISCOVERED", device["id"], _description(device))

    def updated(self, device):
        """Announces changed metadata: id, and only what changed of the fields of discover."""
        self._send("DEVICE_UPDATED", device["id"], _description(device))

    def removed(self, device_id, reason=None):
        """Says that a device is no longer available."""
        self._devices.pop(device_id, None)
        self._send("DEVICE_REMOVED", device_id, {} if reason is None else {"reason": reason})

    def state(self, device_id, patch):
        """Publishes changed state fields; None means unknown."""
        self._send("STATE_UPDATE", device_id, patch)

    def metrics(self, device_id, metrics):
        """Publishes telemetry: a list of {key, value, unit?}."""
        self._send("METRIC_UPDATE", device_id, {"metrics": metrics})

    # --- what a driver does

    def command(self, name, action=None):
        """Registers action(call), plain or async, for a command; also works as a decorator.

        The action may return a message, or {"message", "stateRefresh"}. It raises Failure to answer with a failure.
        """
        if action is None:
            return lambda decorated: self.command(name, decorated)
        self._commands[name.lower()] = action
        return action

    def every(self, seconds, work, slowest=None):
        """Runs work(), plain or async, at once and then every so many seconds, never twice at a time.

        While it fails, the pause doubles up to slowest (default 16 times); the first failure and the recovery are logged.
        """
        poll = (seconds, work, slowest or seconds * 16)
        self._polls.append(poll)
        if self._serving:
            self._spawn(self._repeat(*poll))

    async def serve(self):
        """Runs the polls until stop is called; then lets running commands finish for a moment."""
        self._serving = True
        for poll in self._polls:
            self._spawn(self._repeat(*poll))
        await self._stopped.wait()
        if self._calls:
            await asyncio.wait(self._calls, timeout=self.limits.stop_seconds)
        for task in list(self._tasks):
            task.cancel()

    def stop(self):
        """Ends serve."""
        self._stopped.set()

    async def receive(self, line):
        """Takes one line of the hub (bytes), None for a line that was too long. Never fails."""
        if line is None:
            self.log.warning("skipped a line longer than %d bytes", self.limits.line_bytes)
            return
        if not line.strip():
            return
        try:
            self._take(json.loads(line))
        except (ValueError, RecursionError):
            self.log.warning("skipped a line that is not a JSON object")

    def _take(self, frame):
        if not isinstance(frame, dict):
            raise ValueError("not an object")
        kind = frame.get("event") or frame.get("type")
        if kind in ("ACTION", "COMMAND_EXECUTE"):
            self._accept(_call(frame))
        elif kind not in ("PING", "DRIVER_STATUS"):
            self.log.debug("ignored event %s", kind)

    # --- commands

    def _accept(self, call):
        known = self._requests.begin(_request(call), call.device, call.command, call.payload)
        if known == Requests.RUNNING:
            return
        if known == Requests.OTHER:
            self._refuse(call, "this requestId was already used for something else", remember=False)
        elif known != Requests.NEW:
            self._send("ACTION_RESULT", call.device, known)
        elif call.command not in self._commands:
            self._refuse(call, f"unknown command '{call.command}'")
        elif call.device not in self._devices:
            self._refuse(call, f"unknown device '{call.device}'")
        else:
            self._enqueue(call)

    def _enqueue(self, call):
        queue = self._devices[call.device]
        if queue.waiting >= self.limits.waiting_per_device:
            self._refuse(call, "too many commands are waiting for this device; try again later")
            return
        queue.waiting += 1
        task = self._spawn(self._run(queue, call))
        self._calls.add(task)
        task.add_done_callback(self._calls.discard)

    async def _run(self, queue, call):
        async with queue.turn:
            started = self._clock()
            outcome = await self._outcome(call)
            queue.waiting -= 1
            self._finish(call, outcome, self._clock() - started)

    async def _outcome(self, call):
        try:
            done = _settled(self._commands[call.command](call))
            answer = await asyncio.wait_for(done, self.limits.command_seconds)
        except Failure as failure:
            return {"success": False, "message": str(failure)}
        except asyncio.TimeoutError:
            return {"success": False, "message": "no answer in time; the outcome is unknown"}
        except Exception as problem:  # whatever an action raises ends its command, never the driver
            self.log.exception("command %s of %s failed", call.command, call.device)
            return {"success": False, "message": f"{type(problem).__name__}: {problem}"}
        return {"success": True, **_answer(answer)}

    def _refuse(self, call, message, remember=True):
        self._finish(call, {"success": False, "message": message}, 0.0, remember)

    def _finish(self, call, outcome, seconds, remember=True):
        result = {"command": call.command, **outcome, "latencyMs": round(seconds * 1000)}
        if "message" in result:
            result["message"] = result["message"][: self.limits.message_characters]
        if call.request_id is not None:
            result["requestId"] = call.request_id
        if call.correlation_id is not None:
            result["correlationId"] = call.correlation_id
        if remember:
            self._requests.finish(_request(call), result)
        self._send("ACTION_RESULT", call.device, result)

    # --- polls and frames

    async def _repeat(self, seconds, work, slowest):
        pause, failing = seconds, False
        while True:
            try:
                await _settled(work())
            except Exception as problem:  # a poll that fails is tried again, later
                if not failing:
                    self.log.warning("poll failed: %s: %s", type(problem).__name__, problem)
                failing, pause = True, min(pause * 2, slowest)
            else:
                if failing:
                    self.log.info("poll works again")
                failing, pause = False, seconds
            await asyncio.sleep(pause)

    def _spawn(self, work):
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def _send(self, event, device_id, content):
        frame = {"event": event, "driver": self.key.lower(), "device_id": device_id, "data": content}
        line = json.dumps(frame, separators=(",", ":"), allow_nan=False).encode() + b"\n"
        if len(line) > self.limits.line_bytes:
            raise ValueError(f"{event} of {device_id} is longer than {self.limits.line_bytes} bytes")
        try:
            self._write(line)
        except BrokenPipeError:
            self.stop()


class _Queue:
    def __init__(self):
        self.turn = asyncio.Lock()
        self.waiting = 0


async def _settled(value):
    return await value if inspect.isawaitable(value) else value


def _answer(answer):
    if answer is None:
        return {}
    if isinstance(answer, dict):
        return {key: str(answer[key]) for key in ("message", "stateRefresh") if answer.get(key) is not None}
    return {"message": str(answer)}


def _description(device):
    content = {key: value for key, value in device.items() if key not in ("id", *_PROPERTIES)}
    nested = {key: device[key] for key in _PROPERTIES if key in device}
    if nested:
        content["properties"] = {**content.get("properties", {}), **nested}
    return content


def _call(frame):
    content = frame.get("data") if isinstance(frame.get("data"), dict) else frame.get("payload")
    content = content if isinstance(content, dict) else {}
    device = frame.get("device_id") or content.get("deviceId") or content.get("device_id") or frame.get("deviceId")
    command = content.get("command") or content.get("action") or ""
    payload = content.get("payload")
    return Call(
        device=str(device or ""),
        command=str(command).lower(),
        payload=payload if isinstance(payload, dict) else {},
        request_id=content.get("requestId"),
        correlation_id=content.get("correlationId"),
    )


def _request(call):
    known = call.request_id or call.correlation_id
    return str(known) if known else None
