'use strict';

const { Failure } = require('./failures');
const { Requests, NEW, RUNNING, OTHER } = require('./requests');

const NESTED = ['manufacturer', 'model', 'commandCatalog'];

/** What a driver may use; beyond it a line is skipped or a command is refused with a message. */
const LIMITS = Object.freeze({
  lineBytes: 1024 * 1024,
  devices: 2000,
  waitingPerDevice: 32,
  commandSeconds: 60,
  stopSeconds: 1.5,
  messageCharacters: 1000,
});

/** Announces devices, publishes their states and runs the hub's commands, per device one after the other. */
class Driver {
  constructor(key, properties, write, log, { clock = () => performance.now(), limits = LIMITS } = {}) {
    this.key = key;
    this.properties = properties;
    this.log = log;
    this.limits = limits;
    this.write = write;
    this.clock = clock;
    this.commands = new Map();
    this.polls = [];
    this.requests = new Requests();
    this.devices = new Map();
    this.running = new Set();
    this.timers = new Set();
    this.serving = false;
    this.stopped = new Promise((resolve) => (this.stop = resolve));
  }

  // --- what a driver says

  /** Announces a device: id, name, deviceType; optional tags, target, manufacturer, model, commandCatalog, properties. */
  discover(device) {
    if (!this.devices.has(device.id)) {
      if (this.devices.size >= this.limits.devices) {
        throw new Error(`a driver may announce at most ${this.limits.devices} devices`);
      }
      this.devices.set(device.id, { waiting: 0, last: Promise.resolve() });
    }
    this.send('DEVICE_DISCOVERED', device.id, description(device));
  }

  /** Announces changed metadata: id, and only what changed of the fields of discover. */
  updated(device) {
    this.send('DEVICE_UPDATED', device.id, description(device));
  }

  /** Says that a device is no longer available. */
  removed(deviceId, reason) {
    this.devices.delete(deviceId);
    this.send('DEVICE_REMOVED', deviceId, reason === undefined ? {} : { reason });
  }

  /** Publishes changed state fields; null means unknown. */
  state(deviceId, patch) {
    this.send('STATE_UPDATE', deviceId, patch);
  }

  /** Publishes telemetry: a list of {key, value, unit?}. */
  metrics(deviceId, metrics) {
    this.send('METRIC_UPDATE', deviceId, { metrics });
  }

  // --- what a driver does

  /**
   * Registers action(call), plain or async, for a command. The action may return a message, or {message, stateRefresh}.
   * It throws Failure to answer with a failure. A call has device, command, payload, requestId, correlationId.
   */
  command(name, action) {
    this.commands.set(name.toLowerCase(), action);
  }

  /**
   * Runs work(), plain or async, at once and then every so many seconds, never twice at a time. While it fails, the pause
   * doubles up to slowest (default 16 times); the first failure and the recovery are logged.
   */
  every(seconds, work, slowest = seconds * 16) {
    const poll = { seconds, work, slowest, pause: seconds, failing: false };
    this.polls.push(poll);
    if (this.serving) this.repeat(poll);
  }

  /** Runs the polls until stop is called; then lets running commands finish for a moment. */
  async serve() {
    this.serving = true;
    this.polls.forEach((poll) => this.repeat(poll));
    await this.stopped;
    this.serving = false;
    this.timers.forEach(clearTimeout);
    await Promise.race([Promise.all(this.running), pause(this.limits.stopSeconds)]);
  }

  /** Takes one line of the hub, null for a line that was too long. Never fails. */
  receive(line) {
    if (line === null) {
      this.log.warning(`skipped a line longer than ${this.limits.lineBytes} bytes`);
      return;
    }
    if (line.trim() === '') return;
    try {
      this.take(JSON.parse(line));
    } catch {
      this.log.warning('skipped a line that is not a JSON object');
    }
  }

  take(frame) {
    if (!isObject(frame)) throw new Error('not an object');
    const kind = frame.event ?? frame.type;
    if (kind === 'ACTION' || kind === 'COMMAND_EXECUTE') this.accept(callOf(frame));
    else if (kind !== 'PING' && kind !== 'DRIVER_STATUS') this.log.debug(`ignored event ${kind}`);
  }

  // --- commands

  accept(call) {
    const known = this.requests.begin(requestOf(call), call.device, call.command, call.payload);
    if (known === RUNNING) return;
    if (known === OTHER) {
      this.refuse(call, 'this requestId was already used for something else', false);
    } else if (known !== NEW) {
      this.send('ACTION_RESULT', call.device, known);
    } else if (!this.commands.has(call.command)) {
      this.refuse(call, `unknown command '${call.command}'`);
    } else if (!this.devices.has(call.device)) {
      this.refuse(call, `unknown device '${call.device}'`);
    } else {
      this.enqueue(call);
    }
  }

  enqueue(call) {
    const queue = this.devices.get(call.device);
    if (queue.waiting >= this.limits.waitingPerDevice) {
      this.refuse(call, 'too many commands are waiting for this device; try again later');
      return;
    }
    queue.waiting += 1;
    queue.last = queue.last.then(() => this.runCall(queue, call));
    this.track(queue.last);
  }

  track(work) {
    this.running.add(work);
    work.finally(() => this.running.delete(work));
  }

  async runCall(queue, call) {
    const started = this.clock();
    const outcome = await this.outcome(call);
    queue.waiting -= 1;
    this.finish(call, outcome, this.clock() - started);
  }

  async outcome(call) {
    try {
      const action = this.commands.get(call.command);
      const answer = await within(this.limits.commandSeconds, async () => action(call));
      return { success: true, ...answerOf(answer) };
    } catch (problem) {
      if (problem instanceof Failure) return { success: false, message: problem.message };
      this.log.error(`command ${call.command} of ${call.device} failed: ${problem?.stack ?? problem}`);
      return { success: false, message: String(problem) };
    }
  }

  refuse(call, message, remember = true) {
    this.finish(call, { success: false, message }, 0, remember);
  }

  finish(call, outcome, milliseconds, remember = true) {
    const result = { command: call.command, ...outcome, latencyMs: Math.round(milliseconds) };
    if (result.message !== undefined) result.message = result.message.slice(0, this.limits.messageCharacters);
    if (call.requestId != null) result.requestId = call.requestId;
    if (call.correlationId != null) result.correlationId = call.correlationId;
    if (remember) this.requests.finish(requestOf(call), result);
    this.send('ACTION_RESULT', call.device, result);
  }

  // --- polls and frames

  async repeat(poll) {
    try {
      await poll.work();
      this.recovered(poll);
    } catch (problem) {
      this.failed(poll, problem);
    }
    if (!this.serving) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.repeat(poll);
    }, poll.pause * 1000);
    this.timers.add(timer);
  }

  recovered(poll) {
    if (poll.failing) this.log.info('poll works again');
    poll.failing = false;
    poll.pause = poll.seconds;
  }

  failed(poll, problem) {
    if (!poll.failing) this.log.warning(`poll failed: ${problem}`);
    poll.failing = true;
    poll.pause = Math.min(poll.pause * 2, poll.slowest);
  }

  send(event, deviceId, content) {
    const frame = { event, driver: this.key.toLowerCase(), device_id: deviceId, data: content };
    const line = JSON.stringify(frame) + '\n';
    if (Buffer.byteLength(line) > this.limits.lineBytes) {
      throw new Error(`${event} of ${deviceId} is longer than ${this.limits.lineBytes} bytes`);
    }
    this.write(line);
  }
}

async function within(seconds, action) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Failure('no answer in time; the outcome is unknown')), seconds * 1000);
  });
  try {
    return await Promise.race([action(), late]);
  } finally {
    clearTimeout(timer);
  }
}

function pause(seconds) {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

function isObject(value) {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function answerOf(answer) {
  if (answer === undefined || answer === null) return {};
  if (!isObject(answer)) return { message: String(answer) };
  const { message, stateRefresh } = answer;
  return { ...(message != null && { message: String(message) }), ...(stateRefresh != null && { stateRefresh: String(stateRefresh) }) };
}

function description(device) {
  const content = { ...device };
  const nested = {};
  for (const key of NESTED) {
    if (key in device) nested[key] = device[key];
    delete content[key];
  }
  delete content.id;
  if (Object.keys(nested).length > 0) content.properties = { ...device.properties, ...nested };
  return content;
}

function callOf(frame) {
  const content = [frame.data, frame.payload].find(isObject) ?? {};
  return {
    device: String(frame.device_id || content.deviceId || content.device_id || frame.deviceId || ''),
    command: String(content.command || content.action || '').toLowerCase(),
    payload: isObject(content.payload) ? content.payload : {},
    requestId: content.requestId,
    correlationId: content.correlationId,
  };
}

function requestOf(call) {
  const known = call.requestId || call.correlationId;
  return known ? String(known) : undefined;
}

module.exports = { Driver, LIMITS };
