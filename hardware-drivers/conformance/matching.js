'use strict';

const { randomUUID } = require('node:crypto');

/** Whether actual holds everything expected asks for; bound (a Map) keeps the values of "$bind:name". */
function matches(expected, actual, bound) {
  if (typeof expected === 'string' && expected.startsWith('$')) return matchesPlaceholder(expected, actual, bound);
  if (Array.isArray(expected)) {
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((item, index) => matches(item, actual[index], bound))
    );
  }
  if (expected === null || typeof expected !== 'object') return Object.is(expected, actual) || expected === actual;
  if (actual === null || typeof actual !== 'object' || Array.isArray(actual)) return false;
  return Object.keys(expected).every((key) => matches(expected[key], actual[key], bound));
}

function matchesPlaceholder(placeholder, actual, bound) {
  const [word, rest] = split(placeholder);
  switch (word) {
    case '$any':
      return actual !== undefined;
    case '$absent':
      return actual === undefined;
    case '$string':
      return typeof actual === 'string' && actual !== '';
    case '$number':
      return typeof actual === 'number';
    case '$bind':
      bound.set(rest, actual);
      return actual !== undefined;
    case '$repeat':
      return actual === 'x'.repeat(Number(rest));
    default:
      return placeholder.startsWith('$$') ? actual === placeholder.slice(1) : matches(known(word, bound), actual, bound);
  }
}

/** The value with every placeholder replaced by something to send. */
function filled(value, bound) {
  if (typeof value === 'string' && value.startsWith('$')) return filledPlaceholder(value, bound);
  if (Array.isArray(value)) return value.map((item) => filled(item, bound));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, item]) => item !== '$absent');
  return Object.fromEntries(entries.map(([key, item]) => [key, filled(item, bound)]));
}

function filledPlaceholder(placeholder, bound) {
  const [word, rest] = split(placeholder);
  switch (word) {
    case '$any':
    case '$string':
      return randomUUID();
    case '$number':
      return 1;
    case '$bind':
      bound.set(rest, randomUUID());
      return bound.get(rest);
    case '$repeat':
      return 'x'.repeat(Number(rest));
    default:
      return placeholder.startsWith('$$') ? placeholder.slice(1) : known(word, bound);
  }
}

function split(placeholder) {
  const colon = placeholder.indexOf(':');
  return colon < 0 ? [placeholder, ''] : [placeholder.slice(0, colon), placeholder.slice(colon + 1)];
}

function known(word, bound) {
  if (!bound.has(word.slice(1))) throw new Error(`placeholder ${word} was never bound`);
  return bound.get(word.slice(1));
}

module.exports = { matches, filled };
