'use strict';

const assert = require('node:assert/strict');
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const path = require('node:path');
const readline = require('node:readline');
const { afterEach, test } = require('node:test');
const { Simulator, send } = require('./simulator');

const FOLDER = path.join(__dirname, '..');
const KIT = path.join(FOLDER, '..', 'kit', 'javascript');
process.env.NODE_PATH = KIT;
require('node:module').Module._initPaths();
const { percentOf, brightnessOf, kelvinOf, cctOf, addressOf, catalogOf } = require('../main');

const DEADLINE_MS = 15_000;
const ID = 'wled-a0b1c2d3e4f5';
const cleanups = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** The driver as a process; frames are awaited in order. */
class Running {
  constructor(hosts, settings = {}) {
    const env = { PATH: process.env.PATH, NODE_PATH: KIT, WLED_HOSTS: hosts, WLED_INTERVAL: '0.5', WLED_TIMEOUT: '0.5', ...settings };
    this.child = spawn(process.execPath, [path.join(FOLDER, 'main.js')], { env });
    this.frames = [];
    this.stderr = '';
    this.arrived = () => {};
    this.child.stderr.on('data', (text) => (this.stderr += text));
    readline.createInterface({ input: this.child.stdout }).on('line', (line) => {
      this.frames.push(JSON.parse(line));
      this.arrived();
    });
    this.closed = once(this.child, 'close');
  }

  /** The next frame that fits; frames before it are dropped. */
  async next(fits) {
    const limit = Date.now() + DEADLINE_MS;
    for (;;) {
      const at = this.frames.findIndex(fits);
      if (at >= 0) return this.frames.splice(0, at + 1).at(-1);
      const left = limit - Date.now();
      assert.ok(left > 0, `no such frame; have ${JSON.stringify(this.frames)}; stderr ${this.stderr}`);
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, left);
        this.arrived = () => (clearTimeout(timer), resolve());
      });
    }
  }

  state(fits = () => true) {
    return this.next((frame) => frame.event === 'STATE_UPDATE' && fits(frame.data));
  }

  /** Sends a command; resolves with the frames up to and including its result. */
  async command(command, payload = {}, requestId = `${command}-${Math.random()}`) {
    const seen = [];
    this.child.stdin.write(JSON.stringify({ event: 'COMMAND_EXECUTE', device_id: ID, data: { command, payload, requestId } }) + '\n');
    for (;;) {
      const frame = await this.next(() => true);
      seen.push(frame);
      if (frame.event === 'ACTION_RESULT' && frame.data.requestId === requestId) return { result: frame.data, seen };
    }
  }

  async stop() {
    this.child.stdin.end();
    const [code] = await this.closed;
    return code;
  }
}

async function simulate(options) {
  const simulator = await new Simulator(options).start();
  cleanups.push(() => simulator.stop());
  return simulator;
}

function drive(hosts, settings) {
  const running = new Running(hosts, settings);
  cleanups.push(() => running.stop());
  return running;
}

async function ready(options) {
  const simulator = await simulate(options);
  const driver = drive(`127.0.0.1:${simulator.port}`);
  await driver.state();
  return { simulator, driver };
}

test('every percentage survives the round trip through the controller', () => {
  for (let level = 0; level <= 100; level += 1) assert.equal(percentOf(brightnessOf(level)), level);
  assert.equal(percentOf(1), 1);
  assert.equal(percentOf(255), 100);
});

test('every colour temperature of the controller survives the round trip', () => {
  for (let cct = 0; cct <= 255; cct += 1) assert.equal(cctOf(kelvinOf(cct)), cct);
  assert.equal(kelvinOf(4000), 4000);
});

test('addresses are hosts with an optional port and nothing else', () => {
  assert.deepEqual(addressOf('wled.local'), { host: 'wled.local', port: 80 });
  assert.deepEqual(addressOf('http://10.0.0.7:8080/'), { host: '10.0.0.7', port: 8080 });
  assert.deepEqual(addressOf('[fe80::1]:81'), { host: 'fe80::1', port: 81 });
  for (const wrong of ['https://x', 'x/path', 'user@x', 'x:99999', '-x', 'a b']) assert.throws(() => addressOf(wrong), /hosts/);
});

test('every payload schema is closed', () => {
  for (const { payloadSchema } of catalogOf(true)) assert.equal(payloadSchema.additionalProperties, false);
});

test('the manifest lists the same commands as the widest catalog', () => {
  assert.deepEqual(require('../wled.driver.json').commands, catalogOf(true));
});

test('a controller is announced with its identity and its state', async () => {
  const simulator = await simulate();
  const driver = drive(`127.0.0.1:${simulator.port}`);
  const found = await driver.next((frame) => frame.event === 'DEVICE_DISCOVERED');
  assert.equal(found.device_id, ID);
  assert.equal(found.driver, 'wled');
  const { name, deviceType, target, properties } = found.data;
  assert.deepEqual({ name, deviceType, target }, { name: 'Shelf', deviceType: 'light', target: { host: '127.0.0.1', port: simulator.port } });
  assert.equal(properties.firmware, '0.14.4');
  assert.deepEqual(properties.effects, ['Solid', 'Blink', 'Breathe', 'Rainbow']);
  assert.ok(!properties.commandCatalog.some(({ key }) => key === 'set_color_temperature'));
  const { data } = await driver.state();
  assert.deepEqual(data, {
    power: true,
    brightness: 50,
    color: '#FFA000',
    extras: {
      status: 'ok',
      error: null,
      effect: 'Solid',
      effectId: 0,
      palette: 'Default',
      preset: null,
      sensors: { signal: { name: 'Signal', value: 76, unit: '%' }, current: { name: 'Estimated current', value: 470, unit: 'mA' } },
    },
  });
});

test('commands change the controller, the state comes before the result', async () => {
  const { simulator, driver } = await ready();
  for (const [command, payload, fits] of [
    ['turn_off', {}, (state) => state.power === false],
    ['toggle', {}, (state) => state.power === true],
    ['set_brightness', { brightness: 33 }, (state) => state.brightness === 33],
    ['set_color', { color: '#0af' }, (state) => state.color === '#00AAFF'],
    ['set_effect', { effect: 'rainbow', speed: 10, intensity: 300 }, (state) => state.extras.effect === 'Rainbow'],
    ['set_effect', { effect: 1 }, (state) => state.extras.effectId === 1],
    ['set_preset', { preset: 3 }, (state) => state.extras.preset === 3],
    ['set_brightness', { brightness: 0 }, (state) => state.power === false && state.brightness === 33],
  ]) {
    const { result, seen } = await driver.command(command, payload);
    assert.equal(result.success, true, `${command}: ${result.message}`);
    assert.ok(seen.slice(0, -1).some((frame) => frame.event === 'STATE_UPDATE' && fits(frame.data)), command);
  }
  assert.equal(simulator.state.bri, 84);
  assert.deepEqual(simulator.state.seg.map(({ col }) => col[0]), [[0, 170, 255], [0, 170, 255]]);
  assert.deepEqual([simulator.state.seg[0].sx, simulator.state.seg[0].ix], [10, 255]);
});

test('a controller that only says success is asked for its state', async () => {
  const { simulator, driver } = await ready({ verbose: false });
  const { result } = await driver.command('set_brightness', { brightness: 80 });
  assert.equal(result.success, true);
  assert.deepEqual(simulator.requests.filter(({ method }) => method === 'POST').length, 1);
});

test('colour temperature works where the hardware has it and is refused elsewhere', async () => {
  const { simulator, driver } = await ready({ cct: true });
  const { result, seen } = await driver.command('set_color_temperature', { colorTemperature: 2700 });
  assert.equal(result.success, true);
  assert.equal(simulator.state.seg[0].cct, 25);
  assert.equal(seen.find((frame) => frame.event === 'STATE_UPDATE').data.colorTemperature, 2700);
  const other = await ready();
  assert.equal((await other.driver.command('set_color_temperature', { colorTemperature: 2700 })).result.success, false);
});

test('wrong arguments are refused without asking the controller', async () => {
  const { simulator, driver } = await ready();
  for (const [command, payload] of [
    ['set_effect', { effect: 'nope' }],
    ['set_effect', { effect: 4 }],
    ['set_effect', { effect: 5 }],
    ['set_effect', { effect: 'RSVD' }],
    ['set_color', { color: 'red' }],
    ['set_brightness', {}],
    ['explode', {}],
  ]) {
    assert.equal((await driver.command(command, payload)).result.success, false);
  }
  assert.equal(simulator.requests.filter(({ method }) => method === 'POST').length, 0);
});

for (const [name, trouble, message] of [
  ['slow', () => {}, /no answer in time/],
  ['broken (503)', (_, answer) => send(answer, { error: 3 }, 503), /answered 503/],
  ['talking nonsense', (_, answer) => answer.end('{"on":tr'), /JSON/],
  ['answering with wrong types', (_, answer) => send(answer, { on: 'yes', bri: {} }), /state that is none/],
  ['answering too much', (_, answer) => answer.end('x'.repeat(300_000)), /too much/],
  ['cutting the connection', (request) => request.socket.destroy(), /hang up|ECONNRESET/],
]) {
  test(`a controller that is ${name} fails the command, is marked offline once and comes back`, async () => {
    const { simulator, driver } = await ready();
    simulator.trouble = trouble;
    const { result } = await driver.command('turn_off');
    assert.equal(result.success, false);
    assert.match(result.message, message);
    await driver.state((state) => state.extras.status === 'offline' && state.power === undefined);
    simulator.trouble = null;
    const { data } = await driver.state((state) => state.extras.status === 'ok');
    assert.equal(data.extras.error, null);
    assert.equal(driver.stderr.match(/last one known/g).length, 1);
  });
}

test('a controller that ignores a change fails the command', async () => {
  const { simulator, driver } = await ready();
  simulator.trouble = (request, answer) => send(answer, simulator.state);
  const { result } = await driver.command('turn_off');
  assert.equal(result.success, false);
  assert.match(result.message, /did not take over/);
});

test('wrong types inside a valid state become null', async () => {
  const simulator = await simulate();
  Object.assign(simulator.state, { seg: [{ id: 0, col: 'red', fx: 'one' }], mainseg: 'x' });
  simulator.info.wifi = null;
  const { data } = await drive(`127.0.0.1:${simulator.port}`).state();
  assert.deepEqual([data.power, data.color, data.extras.effectId, data.extras.sensors.signal.value], [true, null, null, null]);
});

test('a controller that starts later is discovered later', async () => {
  const first = await simulate();
  const later = new Simulator();
  later.info.mac = '001122334455';
  const port = await freePort();
  const driver = drive(`127.0.0.1:${first.port}, 127.0.0.1:${port}`);
  await driver.state();
  await later.start(port);
  cleanups.push(() => later.stop());
  const found = await driver.next((frame) => frame.event === 'DEVICE_DISCOVERED');
  assert.equal(found.device_id, 'wled-001122334455');
});

test('changes made elsewhere are seen, sameness is not repeated', async () => {
  const { simulator, driver } = await ready();
  const polls = simulator.requests.length;
  while (simulator.requests.length < polls + 6) await once(simulator.server, 'request');
  assert.equal(driver.frames.length, 0);
  simulator.state.bri = 255;
  assert.equal((await driver.state()).data.brightness, 100);
});

test('wrong settings end with one line and code 2, a normal stop with 0', async () => {
  const wrong = new Running('wled.local/path');
  assert.equal((await wrong.closed)[0], 2);
  assert.equal(wrong.stderr.trim().split('\n').length, 1);
  const simulator = await simulate();
  const right = new Running(`127.0.0.1:${simulator.port}`);
  await right.state();
  right.child.kill('SIGTERM');
  assert.deepEqual(await right.closed, [0, null]);
});

async function freePort() {
  const probe = await new Simulator().start();
  await probe.stop();
  return probe.port;
}
