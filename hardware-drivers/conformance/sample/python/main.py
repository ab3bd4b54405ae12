"""One lamp without hardware: the driver that the conformance transcripts talk to."""

import json
from pathlib import Path

from busbar_driver import Failure, argument, percent, run

LAMP = "lamp-1"
CATALOG = json.loads((Path(__file__).parent / "sample.driver.json").read_text(encoding="utf-8"))["commands"]


def setup(driver):
    done = 0

    def publish(**patch):
        nonlocal done
        done += 1
        driver.state(LAMP, patch)

    @driver.command("set_brightness")
    async def set_brightness(call):
        level = percent(argument(call.payload, "brightness"), "brightness")
        publish(power=level > 0, brightness=level)

    @driver.command("report")
    async def report(call):
        driver.metrics(LAMP, [{"key": "commands", "value": done}])
        driver.state(LAMP, {"extras": {"status": "ok", "error": None}})

    @driver.command("fail")
    async def fail(call):
        raise Failure("no luck")

    driver.command("turn_on", lambda call: publish(power=True))
    driver.command("turn_off", lambda call: publish(power=False))
    name = driver.properties["lampName"]
    driver.discover({"id": LAMP, "name": name, "deviceType": "light", "tags": ["sample"], "commandCatalog": CATALOG})
    driver.state(LAMP, {"power": False, "brightness": 0})


if __name__ == "__main__":
    run(__file__, setup)
