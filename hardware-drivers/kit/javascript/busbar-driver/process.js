'use strict';

const { Driver } = require('./driver');
const { ConfigurationFailure } = require('./failures');
const { Lines } = require('./lines');
const { Manifest } = require('./manifest');

const LEVELS = ['debug', 'info', 'warning', 'error'];

/**
 * Runs the driver whose manifest lies beside file until the hub closes stdin or asks it to stop.
 *
 * setup(driver) registers commands and polls. The process ends with code 0 after a normal stop, and with code 2 and one
 * line on stderr when the settings are missing or wrong.
 */
function run(file, setup, environment = process.env) {
  const write = takeStdout();
  let driver;
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => driver.stop());
  try {
    const manifest = Manifest.beside(file);
    driver = new Driver(manifest.key, manifest.properties(environment), write, logTo(environment));
    setup(driver);
  } catch (problem) {
    if (!(problem instanceof ConfigurationFailure)) throw problem;
    process.stderr.write(`configuration: ${problem.message.replace(/\s+/g, ' ')}\n`);
    process.exit(2);
  }
  driver.serve().then(() => process.exit(0));
  readStdin(driver);
}

/** Keeps the real stdout for frames and points everything else that prints at stderr. */
function takeStdout() {
  const frames = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  return frames;
}

function logTo(environment) {
  const wanted = (environment.HOS_LOG_LEVEL ?? 'info').toLowerCase().replace(/^warn$/, 'warning');
  const lowest = wanted === 'trace' ? 0 : Math.max(LEVELS.indexOf(wanted), 0);
  const level = LEVELS.includes(wanted) || wanted === 'trace' ? lowest : 1;
  const entries = LEVELS.map((name, rank) => [name, rank < level ? () => {} : (text) => log(name, text)]);
  return Object.fromEntries(entries);
}

function log(name, text) {
  process.stderr.write(`${name.toUpperCase()} ${String(text)}\n`);
}

function readStdin(driver) {
  const lines = new Lines(driver.limits.lineBytes);
  const deliver = (found) => found.forEach((line) => driver.receive(line));
  process.stdin.on('data', (chunk) => deliver(lines.feed(chunk)));
  process.stdin.on('end', () => {
    deliver(lines.rest());
    driver.stop();
  });
  process.stdin.on('error', () => driver.stop());
  process.stdout.on('error', () => driver.stop());
  process.on('uncaughtException', (problem) => driver.log.error(problem.stack ?? problem));
  process.on('unhandledRejection', (problem) => driver.log.error(problem?.stack ?? problem));
}

module.exports = { run };
