'use strict';

const { createHash } = require('node:crypto');

const NEW = 'new';
const RUNNING = 'running';
const OTHER = 'other';

/**
 * Remembers the latest requests, so that one asked twice is done once: NEW is to be done, RUNNING is being done, OTHER
 * reuses an id for something else; anything else is the old result.
 */
class Requests {
  constructor(limit = 256) {
    this.limit = limit;
    this.known = new Map();
  }

  begin(requestId, device, command, payload) {
    if (!requestId) return NEW;
    const text = JSON.stringify(sorted([device, command, payload]));
    const asked = createHash('sha256').update(text).digest('hex');
    const before = this.known.get(requestId);
    if (before) return before.asked === asked ? before.outcome : OTHER;
    this.known.set(requestId, { asked, outcome: RUNNING });
    if (this.known.size > this.limit) this.known.delete(this.known.keys().next().value);
    return NEW;
  }

  finish(requestId, result) {
    const before = this.known.get(requestId);
    if (before) before.outcome = result;
  }
}

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const keys = Object.keys(value).sort();
  return keys.map((key) => [key, sorted(value[key])]);
}

module.exports = { Requests, NEW, RUNNING, OTHER };
