'use strict';
// What the stand-ins share: the house they keep and the frames they write. Routes and servers differ.
const net = require('node:net');
const { randomBytes, randomUUID, timingSafeEqual } = require('node:crypto');

const token = randomBytes(32).toString('hex');
const devices = new Map();
const byExternalId = new Map();
const waiting = new Map();
const listeners = new Map(); // a stream, and the ids it wants, or null for all
const followers = new Set();
const ports = {};
const started = Date.now();
let driver = null;
let seq = started * 1000;

function isAllowed(authorization, queryToken) {
  const shown = queryToken ?? (authorization?.startsWith('Bearer ') ? authorization.slice(7) : '');
  return shown.length === token.length && timingSafeEqual(Buffer.from(shown), Buffer.from(token));
}

const success = (data) => ({ success: true, message: 'OK', data });
const failure = (message, code) => ({ success: false, message, error: message, code, details: [], data: null });

function announce(frame) {
  const { device_id: externalId, data } = frame;
  const now = new Date().toISOString();
  const known = byExternalId.get(externalId);
  const properties = data.properties ?? {};
  const device = {
    id: known?.id ?? 'dev_' + randomUUID(),
    externalId,
    name: data.name,
    deviceType: data.deviceType,
    type: data.deviceType,
    domain: 'lighting',
    deviceClass: data.deviceType,
    driverKey: driver.key,
    driverInstanceId: driver.instance,
    manufacturer: properties.manufacturer,
    model: properties.model,
    tags: data.tags ?? [],
    target: data.target ?? {},
    capabilities: ['power', 'brightness'],
    commands: (properties.commandCatalog ?? []).map((each) => ({ ...each, source: 'driver' })),
    properties: { manufacturer: properties.manufacturer, model: properties.model },
    state: known?.state ?? {},
    version: known?.version ?? 0,
    online: true,
    stale: false,
    hidden: false,
    missing: false,
    lastSeen: now,
    createdAt: known?.createdAt ?? now,
    updatedAt: now,
  };
  devices.set(device.id, device);
  byExternalId.set(externalId, device);
}

function publish(device) {
  for (const follow of followers) follow(device);
  if (listeners.size === 0) return;
  const now = new Date();
  const state = { deviceId: device.id, state: device.state, online: true, stale: false, version: device.version };
  const number = ++seq;
  const event = {
    id: 'evt_' + ++seq, type: 'STATE_UPDATE', event: 'STATE_UPDATE', timestamp: now.toISOString(), ts: now.getTime(),
    seq, node: 'local', source: 'driver', deviceId: device.id, entityId: null, driverKey: device.driverKey,
    instanceId: device.driverInstanceId, action: null, requestId: null, correlationId: null,
    payload: { state: device.state, changed: Object.keys(device.state) },
    data: { state: device.state, changed: Object.keys(device.state) }, error: null, protocolVersion: 1,
  };
  const text = `id: ${number}\nevent: state\ndata: ${JSON.stringify(state)}\n\n`
    + `id: ${seq}\nevent: event\ndata: ${JSON.stringify(event)}\n\n`;
  for (const [listener, wanted] of listeners) {
    if (wanted === null || wanted.has(device.id)) listener.write(text);
  }
}

function updateState(frame) {
  const device = byExternalId.get(frame.device_id);
  if (!device) return;
  let changed = false;
  for (const key in frame.data) changed ||= device.state[key] !== frame.data[key];
  if (!changed) return;
  device.state = { ...device.state, ...frame.data };
  device.version++;
  device.updatedAt = new Date().toISOString();
  publish(device);
}

function settle(frame) {
  const command = waiting.get(frame.data.requestId);
  if (!command) return;
  waiting.delete(frame.data.requestId);
  clearTimeout(command.deadline);
  const status = frame.data.success ? 'completed' : 'failed';
  command.answer(200, success({
    requestId: frame.data.requestId, correlationId: frame.data.requestId, deviceId: command.device.id,
    command: command.name, status, success: frame.data.success, message: frame.data.message ?? 'OK', result: {},
    state: command.device.state, latencyMs: Date.now() - command.begun,
  }));
}

/** Speaks with one driver over a WebSocket of the package ws. */
function openDriver(socket) {
  socket.send(JSON.stringify({ event: 'CONNECTED', type: 'CONNECTED', ok: true, protocolVersion: 1 }));
  socket.on('message', (message) => {
    const frame = JSON.parse(message);
    if (frame.method === 'driver.register') {
      driver = { socket, key: frame.params.driverKey, instance: frame.params.instanceId };
      socket.send(JSON.stringify({ event: 'REGISTERED', type: 'REGISTERED', ok: true, protocolVersion: 1 }));
      return;
    }
    if (frame.event === 'ACTION_RESULT') settle(frame);
    else if (frame.event === 'STATE_UPDATE') updateState(frame);
    else if (frame.event === 'DEVICE_DISCOVERED') announce(frame);
    if (frame.id !== undefined) socket.send(JSON.stringify({ event: 'ACK', type: 'ACK', ok: true, id: frame.id }));
  });
}

/** Sends a command to the driver; `answer(status, body)` is called once. */
function command(id, body, answer) {
  const device = devices.get(id);
  if (!device) return answer(404, failure('No such device.', 'NOT_FOUND'));
  if (!driver || driver.socket.readyState !== 1) return answer(409, failure('Offline.', 'DRIVER_OFFLINE'));
  if (typeof body?.command !== 'string') return answer(400, failure('command is missing.', 'INVALID'));
  const requestId = body.requestId ?? randomUUID();
  const deadline = setTimeout(() => {
    waiting.delete(requestId);
    answer(200, success({ requestId, status: 'dispatched' }));
  }, 5000);
  waiting.set(requestId, { device, name: body.command, begun: Date.now(), deadline, answer });
  const data = {
    deviceId: device.externalId, device_id: device.externalId, command: body.command, action: body.command,
    payload: body.payload ?? {}, requestId, correlationId: requestId,
  };
  driver.socket.send(JSON.stringify({
    event: 'COMMAND_EXECUTE', type: 'COMMAND_EXECUTE', protocolVersion: 1, driver: driver.key.toLowerCase(),
    device_id: device.externalId, deviceId: device.externalId, data, timestamp: new Date().toISOString(),
  }));
}

/** Opens an SSE stream on a plain Node response, of the devices in `deviceIds` or of all. */
function listen(response, deviceIds) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-cache' });
  const states = {};
  for (const device of devices.values()) states[device.id] = device.state;
  response.write(`retry: 3000\nevent: ready\ndata: {}\n\nid: ${seq}\nevent: snapshot\ndata: ${JSON.stringify(states)}\n\n`);
  listeners.set(response, deviceIds ? new Set(deviceIds.split(',')) : null);
  response.on('close', () => listeners.delete(response));
}

/** Serves the states of the house over Socket.IO. */
function serveStates(io) {
  const namespace = io.of('/socket/device-state');
  namespace.use((socket, next) =>
    isAllowed(`Bearer ${socket.handshake.auth.token}`) ? next() : next(new Error('unauthorized')));
  namespace.on('connection', (socket) => {
    for (const device of devices.values()) {
      socket.emit('device:state:snapshot', { deviceId: device.id, state: device.state });
    }
  });
  followers.add((device) => namespace.emit('device:state:update', { deviceId: device.id, state: device.state }));
}

/** Publishes the states of the house over MQTT; the port is named with the others. */
async function publishStates() {
  const { Aedes } = await import('aedes');
  const broker = await Aedes.createBroker({ concurrency: 10000, queueLimit: 1000000 });
  followers.add((device) => broker.publish({
    cmd: 'publish', topic: `hos/bench/device/${device.id}/state`, payload: JSON.stringify(device.state), qos: 0, retain: true, dup: false,
  }, () => {}));
  const server = net.createServer({ noDelay: true }, broker.handle);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  ports.mqtt = server.address().port;
}

/** Collects garbage when asked to, so that memory can be measured. */
function collectOnSignal() {
  if (global.gc) process.on('SIGUSR2', () => global.gc());
}

const login = () => success({ accessToken: token, token, tokenType: 'Bearer', scope: 'os_api_admin' });
const list = () => success([...devices.values()]);

function listening(server) {
  console.log(JSON.stringify({ http: server.address().port, ...ports }));
}

module.exports = {
  collectOnSignal, publishStates, serveStates, isAllowed, failure, openDriver, command, listen, login, list, listening,
};
