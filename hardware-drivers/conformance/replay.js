'use strict';

// Replays the kit side of the transcripts against a driver process: node replay.js [--only NAME] -- COMMAND ARGUMENT...
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { matches, filled } = require('./matching');

const FRAME_DEADLINE_MS = 10_000;
const EXIT_DEADLINE_MS = 5_000;
const STDERR_KEPT = 4_000;

/** A driver process whose lines can be awaited one by one. */
class DriverProcess {
  constructor(command, folder) {
    this.child = spawn(command[0], command.slice(1), { cwd: folder });
    this.lines = [];
    this.waiting = null;
    this.partial = '';
    this.stderr = '';
    this.exited = new Promise((resolve) => this.child.on('close', (code, signal) => resolve(code ?? signal)));
    this.child.on('error', (problem) => (this.stderr += problem.message));
    this.child.stdin.on('error', () => {});
    this.child.stdout.setEncoding('utf8').on('data', (text) => this.take(text));
    this.child.stderr.on('data', (text) => (this.stderr = (this.stderr + text).slice(-STDERR_KEPT)));
  }

  take(text) {
    const parts = (this.partial + text).split('\n');
    this.partial = parts.pop();
    this.lines.push(...parts);
    if (this.lines.length > 0) this.waiting?.();
  }

  send(line) {
    this.child.stdin.write(line + '\n');
  }

  /** The next line, or null when none comes in time. */
  async next(milliseconds) {
    if (this.lines.length === 0) {
      let timer;
      await Promise.race([
        new Promise((resolve) => (this.waiting = resolve)),
        this.exited,
        new Promise((resolve) => (timer = setTimeout(resolve, milliseconds))),
      ]);
      clearTimeout(timer);
      this.waiting = null;
    }
    return this.lines.shift() ?? null;
  }

  /** Closes stdin; the exit code, or null when the process did not end in time (it is killed then). */
  async end() {
    this.child.stdin.end();
    let timer;
    const late = new Promise((resolve) => (timer = setTimeout(() => resolve(null), EXIT_DEADLINE_MS)));
    const code = await Promise.race([this.exited, late]);
    clearTimeout(timer);
    if (code === null) this.child.kill('SIGKILL');
    return code;
  }
}

/** What went wrong at one step; undefined when it went well. */
async function play(step, driver, bound) {
  if (step.do === 'silence') {
    const line = await driver.next(step.ms);
    return line === null ? undefined : `expected silence, got ${line}`;
  }
  if (step.do !== undefined) return undefined;
  if (step.from === 'hub') {
    driver.send('raw' in step ? filled(step.raw, bound) : JSON.stringify(filled(step.frame, bound)));
    return undefined;
  }
  const line = await driver.next(FRAME_DEADLINE_MS);
  if (line === null) return 'no frame came';
  return matches(step.frame, parsed(line), bound) ? undefined : `got ${shortened(line)}`;
}

function shortened(text) {
  return text.length > 500 ? `${text.slice(0, 500)}... (${text.length} characters)` : text;
}

function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function forKits(step) {
  return step.for !== 'hub' && step.only !== 'websocket';
}

async function replay(steps, command) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'replay-'));
  const driver = new DriverProcess(command, folder);
  try {
    return await playAll(steps, driver);
  } finally {
    await driver.end();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function playAll(steps, driver) {
  const bound = new Map();
  for (const [index, step] of steps.entries()) {
    const problem = forKits(step) ? await play(step, driver, bound) : undefined;
    if (problem) return `line ${index + 2}: ${shortened(JSON.stringify(step))}\n  ${problem}\n  stderr: ${driver.stderr}`;
  }
  const extra = await driver.next(0);
  if (extra !== null) return `after the last step: unexpected ${extra}`;
  const code = await driver.end();
  if (driver.lines.length > 0) return `after the end of stdin: unexpected ${driver.lines[0]}`;
  return code === 0 ? undefined : `exit code ${code}, expected 0\n  stderr: ${driver.stderr}`;
}

function readTranscript(file) {
  const lines = fs.readFileSync(file, 'utf8').split('\n');
  const [header, ...steps] = lines.filter((line) => line !== '').map((line) => JSON.parse(line));
  return { header, steps };
}

async function main(options) {
  const split = options.indexOf('--');
  const command = split < 0 ? [] : options.slice(split + 1);
  if (command.length === 0) throw new Error('usage: node replay.js [--only NAME] -- COMMAND ARGUMENT...');
  const wanted = options[0] === '--only' ? options[1] : undefined;
  const folder = path.join(__dirname, 'transcripts');
  let passed = 0;
  let failed = 0;
  for (const name of fs.readdirSync(folder).filter((each) => each.endsWith('.jsonl')).sort()) {
    const { header, steps } = readTranscript(path.join(folder, name));
    if (!forKits(header) || (wanted && header.transcript !== wanted)) continue;
    const problem = await replay(steps, command);
    console.log(problem ? `not ok ${header.transcript}\n  ${problem}` : `ok ${header.transcript}`);
    if (problem) failed += 1;
    else passed += 1;
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
}

main(process.argv.slice(2)).catch((problem) => {
  console.error(problem.message);
  process.exit(1);
});
