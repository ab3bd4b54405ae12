"""Runs a driver as a process of the hub: stdin, stdout, signals, exit codes."""

import asyncio
import contextlib
import logging
import os
import signal
import sys
import threading

from .driver import Driver
from .failures import ConfigurationFailure
from .lines import Lines
from .manifest import Manifest

_LEVELS = {"trace": logging.DEBUG, "debug": logging.DEBUG, "warn": logging.WARNING, "error": logging.ERROR}
_CHUNK = 65536
_SIGNALS = (signal.SIGTERM, signal.SIGINT)


def run(path, setup, environment=os.environ):
    """Runs the driver whose manifest lies beside path until the hub closes stdin or asks it to stop.

    setup(driver) registers commands and polls. Never returns: exit code 0 after a normal stop, 2 with one line on stderr
    when the settings are missing or wrong.
    """
    for name in _SIGNALS:
        signal.signal(name, lambda *_: sys.exit(0))
    write = _take_stdout()
    log = _log(environment)
    try:
        manifest = Manifest.beside(path)
        driver = Driver(manifest.key, manifest.properties(environment), write, log)
        setup(driver)
    except ConfigurationFailure as failure:
        print("configuration:", " ".join(str(failure).split()), file=sys.stderr)
        sys.exit(2)
    asyncio.run(_serve(driver))
    sys.exit(0)


def _take_stdout():
    """Keeps the real stdout for frames and points everything else that prints at stderr."""
    frames = os.dup(1)
    os.dup2(2, 1)
    sys.stdout = sys.stderr

    def write(line):
        rest = line
        while rest:
            rest = rest[os.write(frames, rest) :]

    return write


def _log(environment):
    level = _LEVELS.get(environment.get("HOS_LOG_LEVEL", "").lower(), logging.INFO)
    logging.basicConfig(stream=sys.stderr, level=level, format="%(levelname)s %(message)s")
    return logging.getLogger("driver")


async def _serve(driver):
    loop = asyncio.get_running_loop()
    for name in _SIGNALS:
        loop.add_signal_handler(name, driver.stop)
    threading.Thread(target=_read_stdin, args=(loop, driver), daemon=True).start()
    await driver.serve()


def _read_stdin(loop, driver):
    lines = Lines(driver.limits.line_bytes)

    def deliver(found):
        for line in found:
            asyncio.run_coroutine_threadsafe(driver.receive(line), loop).result()

    with contextlib.suppress(RuntimeError):  # the loop has ended before the stream
        while chunk := os.read(0, _CHUNK):
            deliver(lines.feed(chunk))
        deliver(lines.rest())
        loop.call_soon_threadsafe(driver.stop)
