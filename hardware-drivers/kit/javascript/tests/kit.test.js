'use strict';

const assert = require('node:assert/strict');
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { test } = require('node:test');
const kit = require('../busbar-driver');
const { Lines } = require('../busbar-driver/lines');
const { Requests, NEW, RUNNING, OTHER } = require('../busbar-driver/requests');

const KIT = path.join(__dirname, '..');
const DEADLINE_MS = 10_000;

test('values become clean', () => {
  assert.deepEqual([kit.percent(250), kit.percent(-3), kit.percent('44.6'), kit.percent(49.5)], [100, 0, 45, 50]);
  assert.deepEqual([kit.boolean('ON'), kit.boolean(0), kit.boolean(true)], [true, false, true]);
  assert.deepEqual([kit.color('fa0'), kit.color(' #00aaff ')], ['#FFAA00', '#00AAFF']);
  assert.equal(kit.argument({ value: 7 }, 'brightness'), 7);
});

test('nonsense is refused with a sentence', () => {
  for (const [call, text] of [
    [() => kit.argument({ brightness: null }, 'brightness'), /brightness is missing/],
    [() => kit.percent('bright', 'level'), /level must be a number/],
    [() => kit.number(NaN), /must be a number/],
    [() => kit.number(true), /must be a number/],
    [() => kit.number(''), /must be a number/],
    [() => kit.boolean('maybe'), /true or false/],
    [() => kit.color('#12345'), /#RRGGBB/],
    [() => kit.color(5), /#RRGGBB/],
  ]) {
    assert.throws(call, (problem) => problem instanceof kit.Failure && text.test(problem.message));
  }
});

test('chunks of any size give the same lines', () => {
  const text = Buffer.from(`one\n\n${'x'.repeat(9)}\n${'y'.repeat(8)}\nl\u00e9st`);
  for (let size = 1; size <= text.length; size += 1) {
    const lines = new Lines(8);
    const found = [];
    for (let at = 0; at < text.length; at += size) found.push(...lines.feed(text.subarray(at, at + size)));
    found.push(...lines.rest());
    assert.deepEqual(found, ['one', '', null, 'y'.repeat(8), 'l\u00e9st']);
  }
});

const ITEMS = [
  { key: 'host', type: 'string', required: true },
  { key: 'count', type: 'integer', min: 1 },
  { key: 'ratio', type: 'number' },
  { key: 'on', type: 'boolean', defaultValue: true },
  { key: 'list', type: 'json' },
  { key: 'mode', type: 'select', options: [{ value: 'a' }, { value: 'b' }] },
  { key: 'port', type: 'port', defaultValue: 80 },
];

function properties(environment) {
  const envMap = Object.fromEntries(ITEMS.map(({ key }) => [key, key.toUpperCase()]));
  return new kit.Manifest({ key: 'demo', properties: ITEMS, envMap }).properties(environment);
}

test('properties are typed, missing optional ones are their default or null', () => {
  const given = { HOST: 'h', COUNT: '3', RATIO: '0.5', ON: 'false', LIST: '[1]', MODE: 'b' };
  assert.deepEqual(properties(given), { host: 'h', count: 3, ratio: 0.5, on: false, list: [1], mode: 'b', port: 80 });
  assert.equal(properties({ HOST: 'h' }).count, null);
});

test('wrong properties are named', () => {
  const wrong = { HOST: ' ', COUNT: '0', RATIO: 'nan', ON: 'maybe', LIST: '[', MODE: 'c', PORT: '70000' };
  for (const [variable, text] of Object.entries(wrong)) {
    const named = new RegExp(`property '${variable.toLowerCase()}' \\(${variable}\\)`);
    assert.throws(() => properties({ HOST: 'h', [variable]: text }), named);
  }
});

test('the latest requests are known', () => {
  const requests = new Requests(2);
  assert.equal(requests.begin('1', 'd', 'c', { a: 1, b: 2 }), NEW);
  assert.equal(requests.begin('1', 'd', 'c', { b: 2, a: 1 }), RUNNING);
  requests.finish('1', { success: true });
  assert.deepEqual(requests.begin('1', 'd', 'c', { a: 1, b: 2 }), { success: true });
  assert.equal(requests.begin('1', 'd', 'c', {}), OTHER);
  requests.begin('2', 'd', 'c', {});
  requests.begin('3', 'd', 'c', {});
  assert.equal(requests.begin('1', 'd', 'c', {}), NEW);
});

/** A driver whose frames and log are kept. */
class Rig {
  constructor(limits = {}) {
    this.frames = [];
    this.logged = [];
    this.waiting = () => {};
    const keep = (name) => (text) => this.logged.push(`${name} ${text}`);
    const log = { debug: keep('debug'), info: keep('info'), warning: keep('warning'), error: keep('error') };
    const write = (line) => {
      this.frames.push(JSON.parse(line));
      this.waiting();
    };
    this.driver = new kit.Driver('DEMO', {}, write, log, { limits: { ...kit.LIMITS, ...limits } });
    this.driver.discover({ id: 'd', name: 'D', deviceType: 'light', model: 'M', properties: { x: 1 } });
  }

  ask(command, payload = {}, requestId = undefined, device = 'd') {
    this.driver.receive(JSON.stringify({ event: 'ACTION', device_id: device, data: { command, payload, requestId } }));
  }

  async results(count) {
    const found = () => this.frames.filter(({ event }) => event === 'ACTION_RESULT').map(({ data }) => data);
    await until(() => found().length >= count, (notify) => (this.waiting = notify));
    return found();
  }
}

/** Waits for a condition that is looked at on each notification. */
async function until(condition, subscribe) {
  const limit = AbortSignal.timeout(DEADLINE_MS);
  while (!condition()) {
    assert.ok(!limit.aborted, 'waited too long');
    await new Promise((resolve) => {
      limit.addEventListener('abort', resolve, { once: true });
      subscribe(resolve);
    });
  }
}

test('what a driver says has the envelope of the hub', () => {
  const { driver, frames } = new Rig();
  driver.state('d', { power: null });
  driver.metrics('d', []);
  driver.updated({ id: 'd', name: 'E' });
  driver.removed('d', 'gone');
  const expected = [
    ['DEVICE_DISCOVERED', { name: 'D', deviceType: 'light', properties: { x: 1, model: 'M' } }],
    ['STATE_UPDATE', { power: null }],
    ['METRIC_UPDATE', { metrics: [] }],
    ['DEVICE_UPDATED', { name: 'E' }],
    ['DEVICE_REMOVED', { reason: 'gone' }],
  ];
  assert.deepEqual(frames, expected.map(([event, data]) => ({ event, driver: 'demo', device_id: 'd', data })));
});

test('an error in a command ends the command and not the driver', async () => {
  const rig = new Rig();
  rig.driver.command('boom', () => undefined.there);
  rig.driver.command('fine', async () => ({ message: 'done', stateRefresh: 'pending', success: false }));
  rig.ask('boom');
  rig.ask('FINE', {}, 'r');
  const [first, second] = await rig.results(2);
  assert.equal(first.success, false);
  assert.match(first.message, /TypeError/);
  const expected = { command: 'fine', success: true, message: 'done', stateRefresh: 'pending', requestId: 'r' };
  assert.deepEqual({ ...second, latencyMs: 0 }, { ...expected, latencyMs: 0 });
  assert.equal(rig.logged.length, 1);
});

test('commands of one device run in order, those of two side by side', async () => {
  const rig = new Rig();
  const order = [];
  let open;
  const gate = new Promise((resolve) => (open = resolve));
  rig.driver.discover({ id: 'e', name: 'E', deviceType: 'light' });
  rig.driver.command('slow', () => gate.then(() => void order.push('slow')));
  rig.driver.command('quick', ({ device }) => void order.push(`quick ${device}`));
  rig.ask('slow');
  rig.ask('quick');
  rig.ask('quick', {}, undefined, 'e');
  await rig.results(1);
  assert.deepEqual(order, ['quick e']);
  open();
  await rig.results(3);
  assert.deepEqual(order, ['quick e', 'slow', 'quick d']);
});

test('a repeated request runs once', async () => {
  const rig = new Rig();
  let runs = 0;
  rig.driver.command('count', async () => void (runs += 1));
  for (let time = 0; time < 3; time += 1) rig.ask('count', { a: 1 }, 'r');
  await rig.results(1);
  rig.ask('count', { a: 1 }, 'r');
  rig.ask('count', { a: 2 }, 'r');
  const results = await rig.results(3);
  assert.equal(runs, 1);
  assert.deepEqual(results[0], results[1]);
  assert.match(results[2].message, /already used/);
});

test('a full queue and a late action are failures', async () => {
  const rig = new Rig({ waitingPerDevice: 2, commandSeconds: 0.05 });
  rig.driver.command('never', () => new Promise(() => {}));
  for (let time = 0; time < 3; time += 1) rig.ask('never');
  const results = await rig.results(3);
  assert.match(results[0].message, /too many commands/);
  assert.equal(results.filter(({ message }) => /outcome is unknown/.test(message)).length, 2);
});

test('lines that are no objects are skipped with one warning each', () => {
  const rig = new Rig();
  for (const line of ['', '  ', '[]', 'null', '{', '7', '['.repeat(100_000), null]) rig.driver.receive(line);
  assert.equal(rig.logged.filter((text) => text.startsWith('warning')).length, 6);
  assert.equal(rig.frames.length, 1);
});

test('polls repeat and survive failures, the first and the recovery are logged', async () => {
  const rig = new Rig();
  let runs = 0;
  let notify = () => {};
  const work = () => {
    runs += 1;
    notify();
    if (runs < 3) throw new Error('away');
  };
  rig.driver.every(0.01, work, 0.03);
  const serving = rig.driver.serve();
  await until(() => runs >= 4, (resolve) => (notify = resolve));
  rig.driver.stop();
  await serving;
  assert.deepEqual(rig.logged, ['warning poll failed: Error: away', 'info poll works again']);
});

test('devices and frames are limited', () => {
  const { driver } = new Rig({ devices: 1, lineBytes: 200 });
  assert.throws(() => driver.discover({ id: 'e' }), /at most 1/);
  assert.throws(() => driver.state('d', { text: 'x'.repeat(300) }), /longer than 200/);
});

const BODY = `
const { run } = require('busbar-driver');
run(__filename, (driver) => {
  console.log('a stray print');
  process.stdout.write('a stray write\\n');
  driver.discover({ id: 'd', name: driver.properties.host, deviceType: 'light' });
  driver.command('forever', () => new Promise(() => {}));
  driver.command('loose', () => void setTimeout(() => { throw new Error('loose end'); }));
});
`;

async function start(context, environment) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kit-'));
  const manifest = { key: 'DEMO', properties: [{ key: 'host', required: true }], envMap: { host: 'DEMO_HOST' } };
  fs.writeFileSync(path.join(folder, 'demo.driver.json'), JSON.stringify(manifest));
  fs.writeFileSync(path.join(folder, 'main.js'), BODY);
  const env = { PATH: process.env.PATH, NODE_PATH: KIT, ...environment };
  const child = spawn(process.execPath, [path.join(folder, 'main.js')], { env, timeout: DEADLINE_MS });
  context.after(() => fs.rmSync(folder, { recursive: true }));
  const seen = { child, output: '', errors: '', closed: once(child, 'close') };
  child.stdout.on('data', (text) => (seen.output += text));
  child.stderr.on('data', (text) => (seen.errors += text));
  return seen;
}

test('prints go to stderr, the end of stdin ends the process with 0', async (context) => {
  const seen = await start(context, { DEMO_HOST: 'h' });
  seen.child.stdin.end('{"event":"PING"}\n');
  assert.deepEqual(await seen.closed, [0, null]);
  assert.equal(JSON.parse(seen.output).data.name, 'h');
  assert.equal(seen.errors, 'a stray print\na stray write\n');
});

test('a loose error is logged and survived', async (context) => {
  const seen = await start(context, { DEMO_HOST: 'h' });
  seen.child.stdin.write('{"event":"ACTION","device_id":"d","data":{"command":"loose"}}\n');
  await until(() => seen.errors.includes('loose end'), (notify) => seen.child.stderr.once('data', notify));
  seen.child.stdin.end();
  assert.deepEqual(await seen.closed, [0, null]);
});

test('the signal ends the process with 0 even while a command runs', async (context) => {
  const seen = await start(context, { DEMO_HOST: 'h' });
  await until(() => seen.output !== '', (notify) => seen.child.stdout.once('data', notify));
  seen.child.stdin.write('{"event":"ACTION","device_id":"d","data":{"command":"forever"}}\n');
  seen.child.kill('SIGTERM');
  assert.deepEqual(await seen.closed, [0, null]);
});

test('missing settings end the process with 2 and one line', async (context) => {
  const seen = await start(context, {});
  assert.deepEqual(await seen.closed, [2, null]);
  assert.deepEqual([seen.output, seen.errors], ['', "configuration: property 'host' (DEMO_HOST) is required\n"]);
});
