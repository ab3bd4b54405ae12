"""Lenient readers of command arguments: each returns a clean value or raises Failure with a sentence for people."""

import math
import re

from .failures import Failure

_TRUE = {"true", "on", "yes", "1"}
_FALSE = {"false", "off", "no", "0"}
_COLOR = re.compile(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$")


def argument(payload, name):
    """The argument called name, or the one called "value"; raises Failure when both are missing."""
    for key in (name, "value"):
        if payload.get(key) is not None:
            return payload[key]
    raise Failure(f"{name} is missing")


def number(value, low=-math.inf, high=math.inf, name="value"):
    """A finite number clamped to low..high; numbers sent as text are understood."""
    if isinstance(value, bool):
        raise Failure(f"{name} must be a number")
    try:
        found = float(value)
    except (TypeError, ValueError):
        raise Failure(f"{name} must be a number") from None
    if not math.isfinite(found):
        raise Failure(f"{name} must be a number")
    return min(max(found, low), high)


def integer(value, low=-math.inf, high=math.inf, name="value"):
    """A whole number clamped to low..high; halves round up."""
    return math.floor(number(value, low, high, name) + 0.5)


def percent(value, name="value"):
    """A whole number clamped to 0..100."""
    return integer(value, 0, 100, name)


def boolean(value, name="value"):
    """True or false, also from 1, 0, "on", "off", "yes", "no", "true", "false"."""
    if isinstance(value, bool):
        return value
    text = str(value).strip().lower()
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise Failure(f"{name} must be true or false")


def color(value, name="color"):
    """A colour as "#RRGGBB"; "#RGB" and a missing "#" are understood."""
    match = _COLOR.match(value.strip()) if isinstance(value, str) else None
    if not match:
        raise Failure(f"{name} must look like #RRGGBB")
    digits = match.group(1).upper()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))
