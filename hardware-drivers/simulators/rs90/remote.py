"""What an RS90 does on its topics: firmware as its documentation and its users describe it."""

import json
from urllib.parse import unquote

HOUSE = {
    "devices": [
        {"id": "65a1b2c3d4e5f60718293a4b", "name": "TV", "commands": ["Power", "Volume Up", "Mute"]},
        {"id": "65a1b2c3d4e5f60718293a4c", "name": "CD / Radio", "commands": ["Play", "Stop"]},
        {"id": "65a1b2c3d4e5f60718293a4d", "name": "Twin", "commands": ["Same", "Same"]},
    ],
    "macros": [
        {"id": "75a1b2c3d4e5f60718293a4b", "name": "Movie night", "state": "off"},
        {"id": "75a1b2c3d4e5f60718293a4c", "name": "Good night", "state": "off"},
    ],
    "apps": [
        {"id": "com.plexapp.android", "name": "Plex"},
        {"id": "org.videolan.vlc", "name": "VLC & more"},
    ],
}


class Remote:
    """State and manners of one remote; `publish(topic, payload, qos, retain)` sends below its root."""

    def __init__(self, house, battery="85%"):
        self.devices, self.macros, self.apps = house["devices"], house["macros"], house["apps"]
        self.battery = battery
        self.effect = {"effect": "off"}
        self.seen = []
        self.publish = None

    def greet(self):
        """What it says after each connection: retained, its last key among it."""
        self.publish("", "RS90", 1, True)
        self.publish("status", "online", 1, True)
        self.publish("keys", "button:#", 1, True)
        self.lists()
        for macro in self.macros:
            self.publish("macro/%s/trigger" % macro["name"], macro["state"], 1, True)

    def lists(self):
        self.publish("device/list", json.dumps(mixed(self.devices)), 1, True)
        self.publish("macro/list", json.dumps(mixed(self.macros)), 1, True)
        self.publish("app/list", json.dumps(mixed(self.apps)), 1, True)

    def press(self, number):
        self.publish("keys", "button:%d" % number, 1, True)

    def rename(self, kind, thing_id, name):
        """The topics change, the id stays; those of the old name are not cleared."""
        for thing in getattr(self, kind):
            if thing["id"] == thing_id:
                thing["name"] = name
        self.lists()

    def remove(self, thing_id):
        for device in [each for each in self.devices if each["id"] == thing_id]:
            self.devices.remove(device)
            self.publish("device/%s/commands" % device["name"], "", 1, True)
        self.lists()

    def hear(self, topic, payload, retained):
        """A message of the hub, or an echo of an own one."""
        said = payload.decode("utf-8", "replace")
        if topic == "battery/status":
            self.publish("battery_level", self.battery, 0, False)
        elif topic == "RGB/effect/set":
            self.show(said)
        elif topic == "ledlight/on":
            self.note("ring", said)
        elif topic.startswith("device/") and topic.endswith("/detail"):
            self.tell_commands(topic[len("device/"):-len("/detail")])
        elif topic.startswith("device/") and topic.endswith("/trigger"):
            self.trigger(topic[len("device/"):-len("/trigger")], said)
        elif topic.startswith("macro/") and topic.endswith("/trigger"):
            self.run_macro(topic[len("macro/"):-len("/trigger")], said)
        elif topic.startswith("app/") and topic.endswith("/open"):
            self.open_app(unquote(topic[len("app/"):-len("/open")]))

    def tell_commands(self, name):
        for device in self.named(self.devices, name):
            commands = [{"id": command_id(device, index), "name": command}
                        for index, command in enumerate(device["commands"])]
            self.publish("device/%s/commands" % name, json.dumps(mixed(commands)), 1, True)

    def trigger(self, name, said):
        for device in self.named(self.devices, name):
            for index, command in enumerate(device["commands"]):
                if said in (command, command_id(device, index)):
                    self.note("trigger", "%s - %s" % (name, said))
                    self.publish("test/status", "%s - %s 200" % (name, command), 0, False)
                    self.publish("test/status", "", 0, False)
                    return

    def run_macro(self, name, said):
        for macro in self.named(self.macros, name):
            if said in ("on", "off") and macro["state"] != said:
                macro["state"] = said
                self.note("macro", "%s %s" % (name, said))

    def open_app(self, wanted):
        for app in self.apps:
            if wanted in (app["id"], app["name"]):
                self.note("app", app["id"])
                self.publish("active_app", app["name"], 0, False)

    def show(self, said):
        try:
            effect = json.loads(said)
        except ValueError:
            return
        if isinstance(effect, dict) and "effect" in effect:
            self.effect = effect
            self.note("effect", effect["effect"])
            self.publish("RGB/effect", json.dumps(effect), 0, False)

    def note(self, what, how):
        self.seen.append({"did": what, "what": how})

    @staticmethod
    def named(things, name):
        return [thing for thing in things if thing["name"] == name]


def command_id(device, index):
    return "%s%02d" % (device["id"][:22], index)


def mixed(things):
    """Lists as the remote writes them: some with `id`, some with `Id`."""
    return [{"Id" if index % 2 else "id": thing["id"], "name": thing["name"]}
            for index, thing in enumerate(things)]
