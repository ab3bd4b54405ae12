"""The manifest beside a driver, and the typed properties it describes."""

import json
import math
import os
from pathlib import Path

from .failures import ConfigurationFailure

_WORDS = {"true": True, "on": True, "1": True, "false": False, "off": False, "0": False}


class Manifest:
    """What a "*.driver.json" says about key, properties and environment names."""

    def __init__(self, content):
        self.content = content

    @staticmethod
    def beside(path):
        """The one manifest in the folder of path; raises ConfigurationFailure when there is none, or several."""
        place = Path(path)
        folder = place if place.is_dir() else place.resolve().parent
        found = sorted(folder.glob("*.driver.json"))
        if len(found) != 1:
            raise ConfigurationFailure(f"expected exactly one *.driver.json in {folder}, found {len(found)}")
        try:
            content = json.loads(found[0].read_text(encoding="utf-8"))
        except (OSError, ValueError) as problem:
            raise ConfigurationFailure(f"{found[0].name} is not readable JSON: {problem}") from None
        if not isinstance(content, dict):
            raise ConfigurationFailure(f"{found[0].name} must hold a JSON object")
        return Manifest(content)

    @property
    def key(self):
        """The driver key in upper case."""
        return str(self.content.get("driverKey") or self.content.get("key") or "").upper()

    def properties(self, environment=os.environ):
        """Every property by its key, read through envMap and typed; a missing optional one is its default, or None."""
        names = self.content.get("envMap", {})
        return {
            item["key"]: _value(item, names.get(item["key"]), environment)
            for item in self.content.get("properties", [])
        }


def _value(item, variable, environment):
    text = environment.get(variable, "") if variable else ""
    if text.strip() == "":
        return _default(item, variable)
    try:
        value = _typed(item, text)
        _check_range(item, value)
    except ValueError as problem:
        raise ConfigurationFailure(f"property '{item['key']}' ({variable}) {problem}") from None
    return value


def _default(item, variable):
    value = item.get("defaultValue")
    if value in (None, "") and item.get("required"):
        raise ConfigurationFailure(f"property '{item['key']}' ({variable or 'not in envMap'}) is required")
    return value


def _typed(item, text):
    kind = item.get("type", "string")
    if kind == "boolean":
        return _boolean(text)
    if kind in ("integer", "port"):
        return _whole(text)
    if kind == "number":
        return _finite(text)
    if kind == "json":
        return _json(text)
    if kind == "select":
        return _option(item, text)
    return text


def _boolean(text):
    word = text.strip().lower()
    if word not in _WORDS:
        raise ValueError("must be true or false")
    return _WORDS[word]


def _whole(text):
    try:
        return int(text.strip())
    except ValueError:
        raise ValueError("must be a whole number") from None


def _finite(text):
    try:
        value = float(text)
    except ValueError:
        raise ValueError("must be a number") from None
    if not math.isfinite(value):
        raise ValueError("must be a number")
    return value


def _json(text):
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("must be JSON") from None


def _option(item, text):
    allowed = [str(option["value"]) for option in item.get("options", [])]
    if allowed and text not in allowed:
        raise ValueError(f"must be one of {', '.join(allowed)}")
    return text


def _check_range(item, value):
    if item.get("type") not in ("integer", "number", "port"):
        return
    port = item.get("type") == "port"
    low = item.get("min", 1 if port else None)
    high = item.get("max", 65535 if port else None)
    if low is not None and value < low:
        raise ValueError(f"must be at least {low}")
    if high is not None and value > high:
        raise ValueError(f"must be at most {high}")
