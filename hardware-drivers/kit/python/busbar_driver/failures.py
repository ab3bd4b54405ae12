"""The two ways a driver says no."""


class Failure(Exception):
    """A command could not be done; the text becomes the message of its ACTION_RESULT."""


class ConfigurationFailure(Exception):
    """The driver cannot work with its settings; the process ends with code 2 and this text as its one stderr line."""
