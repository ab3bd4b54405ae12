'use strict';

const { Failure } = require('./failures');

const TRUE = new Set(['true', 'on', 'yes', '1']);
const FALSE = new Set(['false', 'off', 'no', '0']);

/** The argument called name, or the one called "value"; throws Failure when both are missing. */
function argument(payload, name) {
  const value = payload[name] ?? payload.value;
  if (value === undefined || value === null) throw new Failure(`${name} is missing`);
  return value;
}

/** A finite number clamped to low..high; numbers sent as text are understood. */
function number(value, low = -Infinity, high = Infinity, name = 'value') {
  const text = typeof value === 'string' && value.trim() !== '';
  const found = typeof value === 'number' || text ? Number(value) : NaN;
  if (!Number.isFinite(found)) throw new Failure(`${name} must be a number`);
  return Math.min(Math.max(found, low), high);
}

/** A whole number clamped to low..high; halves round up. */
function integer(value, low = -Infinity, high = Infinity, name = 'value') {
  return Math.floor(number(value, low, high, name) + 0.5);
}

/** A whole number clamped to 0..100. */
function percent(value, name = 'value') {
  return integer(value, 0, 100, name);
}

/** True or false, also from 1, 0, "on", "off", "yes", "no", "true", "false". */
function boolean(value, name = 'value') {
  const word = String(value).trim().toLowerCase();
  if (TRUE.has(word)) return true;
  if (FALSE.has(word)) return false;
  throw new Failure(`${name} must be true or false`);
}

/** A colour as "#RRGGBB"; "#RGB" and a missing "#" are understood. */
function color(value, name = 'color') {
  const match = typeof value === 'string' && /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(value.trim());
  if (!match) throw new Failure(`${name} must look like #RRGGBB`);
  const digits = match[1].toUpperCase();
  return '#' + (digits.length === 6 ? digits : [...digits].map((digit) => digit + digit).join(''));
}

module.exports = { argument, number, integer, percent, boolean, color };
