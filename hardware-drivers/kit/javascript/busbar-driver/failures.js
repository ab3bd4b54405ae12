'use strict';

/** A command could not be done; the text becomes the message of its ACTION_RESULT. */
class Failure extends Error {}

/** The driver cannot work with its settings; the process ends with code 2 and this text as its one stderr line. */
class ConfigurationFailure extends Error {}

module.exports = { Failure, ConfigurationFailure };
