"""Thin kit for Busbar drivers written in Python: one JSON object per line on stdin and stdout."""

from .coerce import argument, boolean, color, integer, number, percent
from .driver import Call, Driver, Limits
from .failures import ConfigurationFailure, Failure
from .manifest import Manifest
from .process import run

__all__ = [
    "Call",
    "ConfigurationFailure",
    "Driver",
    "Failure",
    "Limits",
    "Manifest",
    "argument",
    "boolean",
    "color",
    "integer",
    "number",
    "percent",
    "run",
]
