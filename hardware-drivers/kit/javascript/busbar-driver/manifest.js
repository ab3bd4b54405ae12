'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { ConfigurationFailure } = require('./failures');

const WORDS = { true: true, on: true, 1: true, false: false, off: false, 0: false };

/** What a "*.driver.json" says about key, properties and environment names. */
class Manifest {
  constructor(content) {
    this.content = content;
  }

  /** The one manifest in the folder of file; throws ConfigurationFailure when there is none, or several. */
  static beside(file) {
    const folder = fs.statSync(file).isDirectory() ? file : path.dirname(file);
    const found = fs.readdirSync(folder).filter((name) => name.endsWith('.driver.json'));
    if (found.length !== 1) {
      throw new ConfigurationFailure(`expected exactly one *.driver.json in ${folder}, found ${found.length}`);
    }
    const content = parsed(found[0], fs.readFileSync(path.join(folder, found[0]), 'utf8'));
    return new Manifest(content);
  }

  /** The driver key in upper case. */
  get key() {
    return String(this.content.driverKey ?? this.content.key ?? '').toUpperCase();
  }

  /** Every property by its key, read through envMap and typed; a missing optional one is its default, or null. */
  properties(environment = process.env) {
    const names = this.content.envMap ?? {};
    const items = this.content.properties ?? [];
    return Object.fromEntries(items.map((item) => [item.key, value(item, names[item.key], environment)]));
  }
}

function parsed(name, text) {
  let content;
  try {
    content = JSON.parse(text);
  } catch (problem) {
    throw new ConfigurationFailure(`${name} is not readable JSON: ${problem.message}`);
  }
  if (content === null || typeof content !== 'object' || Array.isArray(content)) {
    throw new ConfigurationFailure(`${name} must hold a JSON object`);
  }
  return content;
}

function value(item, variable, environment) {
  const text = (variable && environment[variable]) || '';
  if (text.trim() === '') return missing(item, variable);
  const refuse = (why) => {
    throw new ConfigurationFailure(`property '${item.key}' (${variable}) ${why}`);
  };
  const found = typed(item, text, refuse);
  checkRange(item, found, refuse);
  return found;
}

function missing(item, variable) {
  const given = item.defaultValue ?? null;
  if ((given === null || given === '') && item.required) {
    throw new ConfigurationFailure(`property '${item.key}' (${variable ?? 'not in envMap'}) is required`);
  }
  return given;
}

function typed(item, text, refuse) {
  switch (item.type) {
    case 'boolean':
      return WORDS[text.trim().toLowerCase()] ?? refuse('must be true or false');
    case 'integer':
    case 'port':
      return /^\s*[+-]?\d+\s*$/.test(text) ? Number(text) : refuse('must be a whole number');
    case 'number':
      return Number.isFinite(Number(text)) ? Number(text) : refuse('must be a number');
    case 'json':
      return json(text, refuse);
    case 'select':
      return option(item, text, refuse);
    default:
      return text;
  }
}

function json(text, refuse) {
  try {
    return JSON.parse(text);
  } catch {
    return refuse('must be JSON');
  }
}

function option(item, text, refuse) {
  const allowed = (item.options ?? []).map((each) => String(each.value));
  if (allowed.length > 0 && !allowed.includes(text)) refuse(`must be one of ${allowed.join(', ')}`);
  return text;
}

function checkRange(item, found, refuse) {
  if (!['integer', 'number', 'port'].includes(item.type)) return;
  const port = item.type === 'port';
  const low = item.min ?? (port ? 1 : -Infinity);
  const high = item.max ?? (port ? 65535 : Infinity);
  if (found < low) refuse(`must be at least ${low}`);
  if (found > high) refuse(`must be at most ${high}`);
}

module.exports = { Manifest };
