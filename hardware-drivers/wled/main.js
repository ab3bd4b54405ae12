'use strict';

// Lights driven by WLED controllers, through their JSON API.
const http = require('node:http');
const { setTimeout: pause } = require('node:timers/promises');
const { ConfigurationFailure, Failure, argument, color, integer, number, percent, run } = require('busbar-driver');

const MAX_CONTROLLERS = 64;
const MAX_ANSWER_BYTES = 256 * 1024;
const CONFIRMING_READS = 4;
const CONFIRMING_PAUSE_MS = 150;
const SLOWEST_POLL_SECONDS = 60;
const KELVIN_LOW = 1900;
const KELVIN_STEP = 32;
const KELVIN_HIGH = KELVIN_LOW + 255 * KELVIN_STEP;
const HAS_CCT = 4;

// --- values

function percentOf(brightness) {
  return brightness === 0 ? 0 : Math.max(1, Math.round((brightness * 100) / 255));
}

function brightnessOf(level) {
  return Math.round((level * 255) / 100);
}

/** Controllers report 0..255, newer ones may report kelvin; both become kelvin. */
function kelvinOf(cct) {
  return cct <= 255 ? KELVIN_LOW + cct * KELVIN_STEP : cct;
}

function cctOf(kelvin) {
  return Math.round((kelvin - KELVIN_LOW) / KELVIN_STEP);
}

function hexOf(channels) {
  if (!Array.isArray(channels) || channels.length < 3) return null;
  const bytes = channels.slice(0, 3);
  if (!bytes.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 255)) return null;
  return '#' + bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('').toUpperCase();
}

function channelsOf(hex) {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

/** Numbers without an effect in this firmware carry a placeholder as name. */
function isUsable(effect) {
  return effect !== 'RSVD' && effect !== '-';
}

function numberOrNull(value) {
  return Number.isFinite(value) ? value : null;
}

function isObject(value) {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function isState(value) {
  return isObject(value) && typeof value.on === 'boolean' && Number.isFinite(value.bri);
}

function namesOf(value) {
  return Array.isArray(value) ? value.map(String) : [];
}

// --- the controller's door

/** Where a controller listens; throws ConfigurationFailure for anything but host, host:port, http://host:port. */
function addressOf(text) {
  const match = /^(?:http:\/\/)?([A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9A-Fa-f:]+\])(?::(\d{1,5}))?\/?$/.exec(text);
  const port = Number(match?.[2] ?? 80);
  if (!match || port < 1 || port > 65535) throw new ConfigurationFailure(`property 'hosts' holds '${text}', not a host or host:port`);
  return { host: match[1].replace(/^\[|\]$/g, ''), port };
}

/** One request; resolves with the parsed JSON, rejects with a Failure that says what was wrong. */
function request(address, method, path, body, timeoutMs) {
  return new Promise((resolve, reject) => {
    const refuse = (why) => reject(new Failure(`${address.host}: ${why}`));
    const headers = body === undefined ? {} : { 'content-type': 'application/json' };
    const signal = AbortSignal.timeout(timeoutMs);
    const call = http.request({ ...address, method, path, headers, agent: false, signal }, (answer) => {
      if (answer.statusCode !== 200) {
        answer.resume();
        refuse(`answered ${answer.statusCode}`);
        return;
      }
      collect(answer, call).then(resolve, (problem) => refuse(signal.aborted ? 'no answer in time' : problem.message));
    });
    call.on('error', (problem) => refuse(signal.aborted ? 'no answer in time' : problem.message));
    call.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

async function collect(answer, call) {
  const parts = [];
  let length = 0;
  for await (const part of answer) {
    length += part.length;
    if (length > MAX_ANSWER_BYTES) {
      call.destroy();
      throw new Error('answered too much');
    }
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch {
    throw new Error('did not answer with JSON');
  }
}

// --- the device

const NOTHING = { type: 'object', properties: {}, additionalProperties: false };
const BYTE = { type: 'integer', minimum: 0, maximum: 255 };

function schema(properties, required) {
  return { type: 'object', properties, required, additionalProperties: false };
}

/** The commands of a controller; colour temperature only where the hardware has it. */
function catalogOf(hasCct) {
  const level = schema({ brightness: { type: 'integer', minimum: 0, maximum: 100 } }, ['brightness']);
  const hex = schema({ color: { type: 'string', pattern: '^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$' } }, ['color']);
  const kelvin = schema({ colorTemperature: { type: 'integer', minimum: KELVIN_LOW, maximum: KELVIN_HIGH } }, ['colorTemperature']);
  const effect = schema({ effect: { type: ['string', 'integer'] }, speed: BYTE, intensity: BYTE }, ['effect']);
  const preset = schema({ preset: { type: 'integer', minimum: 1, maximum: 250 } }, ['preset']);
  const rows = [
    ['turn_on', 'Turn on', NOTHING],
    ['turn_off', 'Turn off', NOTHING],
    ['toggle', 'Toggle', NOTHING, false],
    ['set_brightness', 'Set brightness', level],
    ['set_color', 'Set color', hex],
    ...(hasCct ? [['set_color_temperature', 'Set color temperature', kelvin]] : []),
    ['set_effect', 'Set effect', effect],
    ['set_preset', 'Set preset', preset],
    ['refresh_state', 'Refresh state', NOTHING],
  ];
  return rows.map(([key, label, payloadSchema, idempotent = true]) => ({ key, label, idempotent, payloadSchema }));
}

/** One WLED controller: found at its first answer, polled, and commanded one request at a time. */
class Controller {
  constructor(driver, address, timeoutSeconds, taken) {
    this.driver = driver;
    this.address = address;
    this.timeoutMs = timeoutSeconds * 1000;
    this.taken = taken;
    this.id = null;
    this.hasCct = false;
    this.effects = [];
    this.palettes = [];
    this.info = {};
    this.offline = false;
    this.published = '';
    this.busy = Promise.resolve();
  }

  /** Looks at the controller once; rejects while it is away, so that the next look comes later. */
  async poll() {
    try {
      await this.inTurn(() => this.look());
    } catch (problem) {
      this.away(problem);
      throw problem;
    }
  }

  /** Changes something, publishes the confirmed state, or rejects with the reason. confirmed(state) judges the answer. */
  async change(patch, confirmed) {
    const state = await this.inTurn(() => this.write(patch(), confirmed));
    this.publish(state);
    if (!confirmed(state)) throw new Failure('the controller did not take over the change');
  }

  /** Writes once; reads until the state shows the change (presets come into force a moment later), a few times at most. */
  async write(patch, confirmed) {
    let state = await this.ask('POST', '/json/state', { ...patch, v: true });
    for (let read = 0; read < CONFIRMING_READS && !(isState(state) && confirmed(state)); read += 1) {
      if (isState(state)) await pause(CONFIRMING_PAUSE_MS);
      state = await this.ask('GET', '/json/state');
    }
    return state;
  }

  async refresh() {
    this.published = '';
    await this.poll();
    return { stateRefresh: 'updated' };
  }

  async look() {
    if (this.id === null) {
      await this.meet();
      return;
    }
    const state = await this.ask('GET', '/json/state');
    this.info = await this.ask('GET', '/json/info');
    this.publish(state);
  }

  async meet() {
    const answer = await this.ask('GET', '/json');
    const all = isObject(answer) ? answer : {};
    const info = isObject(all.info) ? all.info : await this.ask('GET', '/json/info');
    const id = idOf(info);
    if (id === null) throw new Failure(`${this.address.host}: is no WLED controller, its info has no mac`);
    if (this.taken.has(id)) throw new Failure(`${this.address.host}: is ${id}, which is listed already`);
    this.info = info;
    this.effects = namesOf(all.effects ?? (await this.ask('GET', '/json/eff')));
    this.palettes = namesOf(all.palettes ?? (await this.ask('GET', '/json/pal')));
    this.hasCct = hasCct(info);
    this.taken.set(id, this);
    this.id = id;
    this.driver.discover(this.description());
    this.publish(all.state ?? (await this.ask('GET', '/json/state')));
  }

  description() {
    const { name, brand, product, arch, ver } = this.info;
    return {
      id: this.id,
      name: String(name || this.id).slice(0, 128),
      deviceType: 'light',
      tags: ['wled'],
      target: this.address,
      manufacturer: String(brand ?? 'WLED'),
      model: String(product ?? arch ?? 'controller'),
      properties: { firmware: String(ver ?? ''), effects: this.effects.filter(isUsable), palettes: this.palettes },
      commandCatalog: catalogOf(this.hasCct),
    };
  }

  publish(state) {
    if (!isState(state)) {
      throw new Failure(`${this.address.host}: answered with a state that is none`);
    }
    const back = this.offline;
    this.state = state;
    this.offline = false;
    this.tell(this.patch(state));
    if (back) this.driver.log.info(`${this.address.host} is back`);
  }

  patch(state) {
    const main = mainSegment(state);
    const patch = { power: state.on, brightness: percentOf(state.bri), color: hexOf(main.col?.[0]) };
    if (this.hasCct) patch.colorTemperature = Number.isInteger(main.cct) ? kelvinOf(main.cct) : null;
    patch.extras = {
      status: 'ok',
      error: null,
      effect: this.effects[main.fx] ?? null,
      effectId: numberOrNull(main.fx),
      palette: this.palettes[main.pal] ?? null,
      preset: Number.isInteger(state.ps) && state.ps > 0 ? state.ps : null,
      sensors: sensorsOf(this.info),
    };
    return patch;
  }

  tell(patch) {
    const text = JSON.stringify(patch);
    if (text === this.published) return;
    this.published = text;
    this.driver.state(this.id, patch);
  }

  away(problem) {
    if (this.id === null || this.offline) return;
    this.offline = true;
    this.tell({ extras: { status: 'offline', error: problem.message } });
    this.driver.log.warning(`${problem.message}; its state is the last one known`);
  }

  ask(method, path, body) {
    return request(this.address, method, path, body, this.timeoutMs);
  }

  inTurn(work) {
    const done = this.busy.then(work);
    this.busy = done.catch(() => {});
    return done;
  }
}

function idOf(info) {
  const mac = isObject(info) && typeof info.mac === 'string' ? info.mac.replace(/[^0-9a-f]/gi, '').toLowerCase() : '';
  return mac.length === 12 ? `wled-${mac}` : null;
}

function hasCct(info) {
  return Number.isInteger(info.leds?.lc) ? (info.leds.lc & HAS_CCT) !== 0 : Boolean(info.leds?.cct);
}

function mainSegment(state) {
  const segments = Array.isArray(state.seg) ? state.seg.filter(isObject) : [];
  return segments.find((segment) => segment.id === state.mainseg) ?? segments[0] ?? {};
}

function sensorsOf(info) {
  return {
    signal: { name: 'Signal', value: numberOrNull(info?.wifi?.signal), unit: '%' },
    current: { name: 'Estimated current', value: numberOrNull(info?.leds?.pwr), unit: 'mA' },
  };
}

// --- commands

/** The same change for every segment of the strip. */
function everySegment(controller, change) {
  const segments = Array.isArray(controller.state.seg) ? controller.state.seg.filter(isObject) : [];
  return { seg: segments.map((segment, index) => ({ id: segment.id ?? index, ...change })) };
}

const COMMANDS = {
  turn_on: (controller) => controller.change(() => ({ on: true }), (state) => state.on),
  turn_off: (controller) => controller.change(() => ({ on: false }), (state) => !state.on),
  toggle(controller) {
    let wanted;
    const patch = () => ({ on: (wanted = !controller.state.on) });
    return controller.change(patch, (state) => state.on === wanted);
  },
  set_brightness(controller, payload) {
    const bri = brightnessOf(percent(argument(payload, 'brightness'), 'brightness'));
    if (bri === 0) return COMMANDS.turn_off(controller);
    return controller.change(() => ({ on: true, bri }), (state) => state.on && state.bri === bri);
  },
  set_color(controller, payload) {
    const hex = color(argument(payload, 'color'));
    const patch = () => ({ on: true, ...everySegment(controller, { col: [channelsOf(hex)] }) });
    return controller.change(patch, (state) => hexOf(mainSegment(state).col?.[0]) === hex);
  },
  set_color_temperature(controller, payload) {
    if (!controller.hasCct) throw new Failure('this controller has no color temperature');
    const cct = cctOf(number(argument(payload, 'colorTemperature'), KELVIN_LOW, KELVIN_HIGH, 'colorTemperature'));
    const patch = () => ({ on: true, ...everySegment(controller, { cct }) });
    return controller.change(patch, (state) => Math.abs(kelvinOf(mainSegment(state).cct) - kelvinOf(cct)) <= KELVIN_STEP);
  },
  set_effect(controller, payload) {
    const change = { fx: effectOf(controller, argument(payload, 'effect')) };
    if (payload.speed != null) change.sx = integer(payload.speed, 0, 255, 'speed');
    if (payload.intensity != null) change.ix = integer(payload.intensity, 0, 255, 'intensity');
    const patch = () => ({ on: true, ...everySegment(controller, change) });
    return controller.change(patch, (state) => mainSegment(state).fx === change.fx);
  },
  set_preset(controller, payload) {
    const ps = integer(argument(payload, 'preset'), 1, 250, 'preset');
    return controller.change(() => ({ ps }), (state) => state.ps === ps);
  },
  refresh_state: (controller) => controller.refresh(),
};

function effectOf(controller, wanted) {
  const names = controller.effects.map((name) => (isUsable(name) ? name.toLowerCase() : undefined));
  const byName = names.indexOf(String(wanted).trim().toLowerCase());
  if (byName >= 0) return byName;
  const id = /^\s*\d+\s*$/.test(String(wanted)) ? Number(wanted) : -1;
  if (id < 0 || (names.length > 0 && names[id] === undefined)) throw new Failure(`there is no effect '${wanted}'`);
  return id;
}

// --- driver

function setup(driver) {
  const { hosts, interval, timeout } = driver.properties;
  const listed = [...new Set(hosts.split(',').map((host) => host.trim()).filter((host) => host !== ''))];
  if (listed.length === 0 || listed.length > MAX_CONTROLLERS) {
    throw new ConfigurationFailure(`property 'hosts' must list 1 to ${MAX_CONTROLLERS} controllers`);
  }
  const found = new Map();
  for (const address of listed.map(addressOf)) {
    const controller = new Controller(driver, address, timeout, found);
    driver.every(interval, () => controller.poll(), Math.max(interval, SLOWEST_POLL_SECONDS));
  }
  for (const [name, action] of Object.entries(COMMANDS)) {
    driver.command(name, (call) => action(found.get(call.device), call.payload));
  }
}

if (require.main === module) run(__filename, setup);

module.exports = { setup, percentOf, brightnessOf, kelvinOf, cctOf, addressOf, catalogOf };
