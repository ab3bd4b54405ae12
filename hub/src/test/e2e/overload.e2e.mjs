// Presses every door of a hub beyond its limits, one after the other, while a bystander goes on using that door; and looks
// at how the rest is refused. HUB_URL, FACADE_URL, MQTT_URL, TOKEN, MQTT_USER, MQTT_PASSWORD and HUB_ID say where and who,
// QUICK is a dimmer that obeys and SLOW one whose driver answers late, SECONDS how long each door is pressed.
// CONNECTIONS, SEATS, SOCKETS and CLIENTS are the limits of the hub under test. Prints one line a door.
import assert from 'node:assert/strict';
import http from 'node:http';
import net from 'node:net';
import { once } from 'node:events';
import mqtt from 'mqtt';
import { io } from 'socket.io-client';
import WebSocket from 'ws';

const { HUB_URL: hub, FACADE_URL: facade, MQTT_URL: broker, TOKEN: token, HUB_ID, QUICK, SLOW, MQTT_USER, MQTT_PASSWORD } = process.env;
const [SECONDS, CONNECTIONS, SEATS, SOCKETS, CLIENTS] =
  ['SECONDS', 'CONNECTIONS', 'SEATS', 'SOCKETS', 'CLIENTS'].map((name) => Number(process.env[name]));
const BYSTANDER_MS = 5_000;
const NORMAL_AGAIN_MS = 2_000;
const LARGE = 1 << 20;
const HEAP_EIGHTH = 64;
const REQUESTS = 1_500;
const deadline = setTimeout(() => fail(new Error('not done within 120 s')), 120_000);

function fail(cause) {
  console.error(cause);
  process.exit(1);
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function within(ms, what, promise) {
  let late;
  const tooLate = new Promise((_, reject) => (late = setTimeout(() => reject(new Error(`${what}: not within ${ms} ms`)), ms)));
  return Promise.race([promise, tooLate]).finally(() => clearTimeout(late));
}

/** One request on an agent; `body` is what was said, parsed when it is JSON. */
function ask(base, method, path, { body, agent, headers } = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request(new URL(path, base), {
      method, agent, headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
    });
    request.on('error', reject);
    request.on('response', async (response) => {
      const chunks = [];
      for await (const chunk of response) chunks.push(chunk);
      const text = Buffer.concat(chunks).toString();
      let said = text;
      try {
        said = JSON.parse(text);
      } catch {
        // Not every answer is JSON.
      }
      resolve({ status: response.statusCode, headers: response.headers, said });
    });
    request.end(body && JSON.stringify(body));
  });
}

let brightness = 0;
const command = (device, more) =>
  ask(hub, 'POST', `/app/os/devices/${device}/command`, { body: { command: 'set_brightness', payload: { brightness: ++brightness % 100 } }, ...more });

async function obeys() {
  const answer = await command(QUICK);
  assert.equal(answer.status, 200, JSON.stringify(answer.said));
}

function refusedWell({ status, headers, said }) {
  assert.ok(status === 429 || status === 503, `${status} ${JSON.stringify(said)}`);
  assert.ok(Number(headers['retry-after']) > 0, 'no Retry-After');
}

/** Presses while a bystander is served again and again; then everything is normal at once. */
async function pressed(door, press, served) {
  let pressing = true;
  let rounds = 0;
  let worst = 0;
  const bystander = (async () => {
    do {
      const began = performance.now();
      await within(BYSTANDER_MS, `the bystander at ${door}`, served());
      worst = Math.max(worst, performance.now() - began);
      rounds++;
      await pause(50);
    } while (pressing);
  })();
  const told = await Promise.race([press(), bystander.then(() => new Promise(() => {}))]);
  pressing = false;
  await bystander;
  await within(NORMAL_AGAIN_MS, `a command after ${door}`, obeys());
  console.log(`ok - ${door}: ${told}; the bystander was served ${rounds} times, at worst in ${worst.toFixed(0)} ms`);
}

const until = () => performance.now() + SECONDS * 1000;

// A driver that is slow to answer: so many commands wait for it, the rest is refused.
async function restCommands() {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 400 });
  const counts = {};
  const end = until();
  const client = async () => {
    do {
      const answer = await command(SLOW, { agent });
      counts[answer.status] = (counts[answer.status] ?? 0) + 1;
      if (answer.status === 200 || answer.status === 502) continue;
      refusedWell(answer);
      assert.equal(answer.said.code, 'OVERLOADED');
      assert.equal(answer.said.success, false);
      await pause(20);
    } while (performance.now() < end);
  };
  await Promise.all(Array.from({ length: 400 }, client));
  agent.destroy();
  assert.ok(counts[429] > 0, JSON.stringify(counts));
  return JSON.stringify(counts);
}

/** Opens a connection, says something, and collects what comes until it is closed. */
function raw(said) {
  const { hostname, port } = new URL(hub);
  const socket = net.connect(Number(port), hostname);
  socket.heard = '';
  socket.on('data', (bytes) => (socket.heard += bytes));
  socket.on('error', () => {});
  socket.gone = new Promise((resolve) => socket.on('close', resolve));
  socket.write(said);
  return socket;
}

async function answered(socket) {
  await Promise.race([socket.gone, once(socket, 'data').catch(() => {})]);
  return socket.heard;
}

async function connections() {
  const idle = Array.from({ length: CONNECTIONS - 40 }, () => raw('GET /app/os/auth/setup HTTP/1.1\r\nHost: hub\r\n\r\n'));
  await Promise.all(idle.map(answered));
  const more = Array.from({ length: 100 }, () => raw('GET /app/os/auth/setup HTTP/1.1\r\nHost: hub\r\n\r\n'));
  const heard = await Promise.all(more.map(answered));
  await pause(SECONDS * 1000);
  [...idle, ...more].forEach((socket) => socket.destroy());
  const refused = heard.filter((answer) => answer.startsWith('HTTP/1.1 503'));
  assert.ok(refused.length > 0, 'no connection was told');
  refused.forEach((answer) => assert.match(answer, /retry-after: 5[^]*"code":"OVERLOADED"/i));
  return `${refused.length} of ${more.length} connections too many were told`;
}

async function largeBodies() {
  const stalled = [];
  for (let i = 0; i < HEAP_EIGHTH + 20; i++) {
    stalled.push(raw(`POST /app/os/auth/login HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\nContent-Length: ${LARGE}\r\n\r\n{`));
  }
  const refused = () => stalled.filter(({ heard }) => heard.startsWith('HTTP/1.1 503'));
  const end = until();
  do await pause(100);
  while (performance.now() < end);
  refused().forEach(({ heard }) => assert.match(heard, /retry-after: 5[^]*"code":"OVERLOADED"/i));
  const told = refused().length;
  stalled.forEach((socket) => socket.destroy());
  assert.ok(told > 0, 'every large body was let in');
  return `${told} of ${stalled.length} large bodies refused`;
}

/** Messages of which the end does not come: what others send must still find room. */
async function halfMessages() {
  const head = Buffer.from([0x81, 0xff, 0, 0, 0, 0, 0, 0x1e, 0, 0, 0, 0, 0, 0]);
  const upgrade = [
    'GET /driver HTTP/1.1', 'Host: 127.0.0.1', 'Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', '', '',
  ].join('\r\n');
  const sockets = Array.from({ length: 80 }, () => raw(upgrade));
  await Promise.all(sockets.map(answered));
  sockets.forEach((socket) => socket.write(Buffer.concat([head, Buffer.alloc(1_900_000)])));
  await pause(SECONDS * 1000 + 1000);
  const refused = sockets.filter(({ heard }) => heard.includes('Too many large messages'));
  sockets.forEach((socket) => socket.destroy());
  assert.ok(refused.length > 0 && refused.length < 80, `${refused.length} of ${sockets.length}`);
  return `${refused.length} of ${sockets.length} half messages refused`;
}

/** A stream; `first` resolves with its status, `next` with what comes next. */
function stream() {
  const request = http.get(new URL('/app/os/state/stream', hub), { agent: false, headers: { authorization: `Bearer ${token}` } });
  request.on('error', () => {});
  const first = new Promise((resolve, reject) => request.on('response', resolve).on('error', reject));
  return { request, first };
}

async function streams() {
  const all = [];
  const counts = {};
  const end = until();
  do {
    for (let i = 0; i < SEATS; i++) {
      const one = stream();
      all.push(one);
      const response = await one.first;
      counts[response.statusCode] = (counts[response.statusCode] ?? 0) + 1;
      if (response.statusCode === 200) response.resume();
      else {
        refusedWell({ status: response.statusCode, headers: response.headers });
        response.resume();
      }
    }
  } while (performance.now() < end);
  all.forEach(({ request }) => request.destroy());
  assert.ok(counts[200] <= SEATS && counts[429] > 0, JSON.stringify(counts));
  return JSON.stringify(counts);
}

async function streamServed() {
  const { request, first } = await listening;
  const response = await first;
  const heard = once(response, 'data');
  await obeys();
  await heard;
  assert.ok(!request.destroyed);
}
let listening;

function socketOf(namespace) {
  return io(`${hub}${namespace}`, { auth: { token }, transports: ['websocket'], forceNew: true, reconnection: false });
}

async function socketCalls() {
  const socket = socketOf('/socket/haptique-protocol');
  await once(socket, 'connect');
  const counts = { done: 0, refused: 0 };
  const end = until();
  do {
    const answers = Array.from({ length: 300 }, () =>
      socket.emitWithAck('haptique:command', { command: 'EXECUTE_DEVICE_COMMAND', payload: { deviceId: SLOW, command: 'turn_on', waitMs: 0 } }));
    for (const answer of await Promise.all(answers)) {
      counts[answer.ok ? 'done' : 'refused']++;
      if (!answer.ok) assert.equal(answer.error.code, 'OVERLOADED', JSON.stringify(answer));
    }
  } while (performance.now() < end);
  assert.ok(socket.connected);
  socket.close();
  assert.ok(counts.refused > 0);
  return JSON.stringify(counts);
}

async function socketServed() {
  const answer = await bystanding.emitWithAck('haptique:command', {
    command: 'EXECUTE_DEVICE_COMMAND', payload: { deviceId: QUICK, command: 'set_brightness', payload: { brightness: ++brightness % 100 } },
  });
  assert.equal(answer.ok, true, JSON.stringify(answer));
}
let bystanding;

async function handshakes() {
  const counts = {};
  const sids = [];
  const agent = new http.Agent({ keepAlive: true, maxSockets: 20 });
  await Promise.all(Array.from({ length: SOCKETS + 40 }, async () => {
    const answer = await ask(hub, 'GET', '/socket.io/?EIO=4&transport=polling', { agent });
    counts[answer.status] = (counts[answer.status] ?? 0) + 1;
    if (answer.status === 200) sids.push(JSON.parse(answer.said.slice(1)).sid);
    else refusedWell(answer);
  }));
  await Promise.all(sids.map((sid) => ask(hub, 'POST', `/socket.io/?EIO=4&transport=polling&sid=${sid}`, { agent, headers: { 'content-length': 1 } , body: 1 })));
  agent.destroy();
  assert.ok(counts[503] > 0, JSON.stringify(counts));
  return JSON.stringify(counts);
}

async function driverEvents() {
  const socket = new WebSocket(`${hub.replace('http', 'ws')}/driver`);
  await once(socket, 'open');
  const heard = [];
  socket.on('message', (text) => heard.push(JSON.parse(text)));
  socket.send(JSON.stringify({ method: 'driver.register', driverKey: 'FLOOD', instanceId: 'flood-1', protocolVersion: 1 }));
  socket.send(JSON.stringify({ event: 'DEVICE_DISCOVERED', device_id: 'flooded', id: 'announce', data: { name: 'flooded', deviceType: 'dimmer' } }));
  while (!heard.some(({ event, id }) => event === 'ACK' && id === 'announce')) await once(socket, 'message');
  let sent = 0;
  const end = until();
  do {
    for (let i = 0; i < 500; i++) {
      const data = i % 2 ? { brightness: sent % 100 } : { key: 'load', value: sent };
      socket.send(JSON.stringify({ event: i % 2 ? 'STATE_UPDATE' : 'METRIC_UPDATE', device_id: 'flooded', data }));
      sent++;
    }
    // What the hub does not read stays in the buffers of the sender.
    while (socket.bufferedAmount > LARGE && performance.now() < end) await pause(10);
    await pause(0);
  } while (performance.now() < end);
  const warned = heard.filter((frame) => JSON.stringify(frame).includes('DRIVER_WS_RATE_LIMIT'));
  assert.equal(socket.readyState, WebSocket.OPEN);
  assert.ok(warned.length > 0, 'never warned');
  socket.terminate();
  return `${sent} events offered, warned ${warned.length} times`;
}

async function mqttClient(more) {
  const client = mqtt.connect(broker, { username: MQTT_USER, password: MQTT_PASSWORD, reconnectPeriod: 0, protocolVersion: 5, ...more });
  await new Promise((resolve, reject) => client.once('connect', resolve).once('error', reject));
  return client;
}

async function mqttPublishes() {
  const client = await mqttClient();
  let taken = 0;
  let open = 0;
  const end = until();
  do {
    while (open < 200) {
      open++;
      client.publish('load/of/one', 'x'.repeat(100), { qos: 1 }, () => (open--, taken++));
    }
    await pause(1);
  } while (performance.now() < end);
  assert.ok(client.connected);
  client.end(true);
  return `${taken} messages taken in ${SECONDS} s`;
}

async function mqttRequests() {
  const client = await mqttClient();
  const results = [];
  client.on('message', (topic, payload) => results.push(JSON.parse(payload)));
  await client.subscribeAsync(`hos/${HUB_ID}/device/${SLOW}/result`, { qos: 1 });
  for (let i = 0; i < REQUESTS; i++) client.publish(`hos/${HUB_ID}/device/${SLOW}/set`, '{"command":"turn_on","waitMs":1000}', { qos: 1 });
  const end = performance.now() + 10_000;
  while (results.length < REQUESTS && performance.now() < end) await pause(20);
  client.end(true);
  const refused = results.filter(({ success, code }) => !success && code === 'OVERLOADED');
  assert.ok(refused.length > 0, JSON.stringify(results[0]));
  refused.forEach(({ status, hint }) => assert.ok(status === 'refused' && hint));
  return `${refused.length} of ${results.length} requests refused`;
}

async function mqttConnections() {
  const clients = [];
  const reasons = {};
  await Promise.all(Array.from({ length: CLIENTS + 20 }, async () => {
    try {
      clients.push(await mqttClient());
    } catch (cause) {
      reasons[cause.code] = (reasons[cause.code] ?? 0) + 1;
    }
  }));
  clients.forEach((client) => client.end(true));
  assert.ok(reasons[0x97] > 0, JSON.stringify(reasons));
  return `${clients.length} let in, refused by reason ${JSON.stringify(reasons)}`;
}

async function mqttServed() {
  const echo = once(subscriber, 'message');
  await subscriber.publishAsync('bystander', 'hello', { qos: 1 });
  await echo;
}
let subscriber;

/** A socket of the facade that was let in; `send` resolves with the result. */
async function facadeSocket() {
  const socket = new WebSocket(`${facade.replace('http', 'ws')}/api/websocket`);
  const waiting = new Map();
  let id = 0;
  await new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('message', (text) => {
      const message = JSON.parse(text);
      if (message.type === 'auth_required') socket.send(JSON.stringify({ type: 'auth', access_token: token }));
      else if (message.type === 'auth_ok') resolve();
      else waiting.get(message.id)?.(message);
    });
  });
  socket.ask = (message) => new Promise((resolve) => {
    waiting.set(++id, resolve);
    socket.send(JSON.stringify({ id, ...message }));
  });
  return socket;
}

async function entitiesByName() {
  const { said } = await ask(facade, 'GET', '/api/states');
  const lights = said.filter(({ entity_id: id }) => id.startsWith('light.'));
  const found = Object.fromEntries(lights.map(({ entity_id: id, attributes }) => [attributes.friendly_name, id]));
  assert.ok(found.slow && found.quick, JSON.stringify(found));
  return found;
}
let entities;

const turnOn = (entity) => ({ type: 'call_service', domain: 'light', service: 'turn_on', target: { entity_id: entity } });

async function facadeCalls() {
  const socket = await facadeSocket();
  const counts = { done: 0, refused: 0 };
  const end = until();
  do {
    const answers = await Promise.all(Array.from({ length: 200 }, () => socket.ask(turnOn(entities.slow))));
    for (const { success, error } of answers) {
      counts[success ? 'done' : 'refused']++;
      if (!success) assert.equal(error.code, 'home_assistant_error', JSON.stringify(error));
    }
  } while (performance.now() < end);
  socket.close();
  assert.ok(counts.refused > 0);
  return JSON.stringify(counts);
}

async function facadeRest() {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 400 });
  const counts = {};
  const end = until();
  await Promise.all(Array.from({ length: 400 }, async () => {
    do {
      const answer = await ask(facade, 'POST', '/api/services/light/turn_on', { agent, body: { entity_id: entities.slow } });
      counts[answer.status] = (counts[answer.status] ?? 0) + 1;
      if (answer.status === 429) {
        refusedWell(answer);
        await pause(20);
      }
    } while (performance.now() < end);
  }));
  agent.destroy();
  assert.ok(counts[429] > 0, JSON.stringify(counts));
  return JSON.stringify(counts);
}

async function facadeServed() {
  const { success } = await onlooker.ask({ type: 'get_states' });
  assert.equal(success, true);
  const answer = await ask(facade, 'POST', '/api/services/light/turn_on', { body: { entity_id: entities.quick } });
  assert.equal(answer.status, 200, JSON.stringify(answer.said));
}
let onlooker;

try {
  await obeys();
  await pressed('REST commands', restCommands, obeys);
  const kept = new http.Agent({ keepAlive: true, maxSockets: 1 });
  await command(QUICK, { agent: kept });
  await pressed('connections', connections, () => command(QUICK, { agent: kept }));
  kept.destroy();
  await pressed('large bodies', largeBodies, obeys);
  await pressed('half messages', halfMessages, obeys);
  listening = stream();
  await pressed('SSE', streams, streamServed);
  listening.request.destroy();
  bystanding = socketOf('/socket/haptique-protocol');
  await once(bystanding, 'connect');
  await pressed('Socket.IO calls', socketCalls, socketServed);
  await pressed('Socket.IO handshakes', handshakes, socketServed);
  bystanding.close();
  await pressed('driver events', driverEvents, obeys);
  subscriber = await mqttClient();
  await subscriber.subscribeAsync('bystander', { qos: 1 });
  await pressed('MQTT publishes', mqttPublishes, mqttServed);
  await pressed('MQTT requests', mqttRequests, mqttServed);
  await pressed('MQTT connections', mqttConnections, mqttServed);
  subscriber.end(true);
  entities = await entitiesByName();
  onlooker = await facadeSocket();
  await pressed('facade calls', facadeCalls, facadeServed);
  await pressed('facade REST', facadeRest, facadeServed);
  onlooker.close();
  clearTimeout(deadline);
  process.exit(0);
} catch (cause) {
  fail(cause);
}
