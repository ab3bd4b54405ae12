// Two real clients of app and driver authors against a running hub: npm `eventsource` reads the
// stream, npm `ws` is a driver. HUB_URL and TOKEN say where. Prints one line a check.
import assert from 'node:assert/strict';
import { EventSource } from 'eventsource';
import WebSocket from 'ws';

const hub = process.env.HUB_URL;
const token = process.env.TOKEN;
const api = `${hub}/app/os`;
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
const deadline = setTimeout(() => fail(new Error('not done within 60 s')), 60_000);
let passed = 0;

function fail(cause) {
  console.error(cause);
  process.exit(1);
}

function check(name) {
  passed += 1;
  console.log(`ok - ${name}`);
}

async function call(method, path, body) {
  const answer = await fetch(api + path, { method, headers, body: body && JSON.stringify(body) });
  return { status: answer.status, ...(await answer.json()) };
}

/** A driver as its author would write it with nothing but `ws`. */
function driver(key, onCommand) {
  const socket = new WebSocket(`${hub.replace('http', 'ws')}/driver`);
  const waiting = [];
  const seen = [];
  socket.on('message', (text) => {
    const frame = JSON.parse(text);
    if (frame.event === 'COMMAND_EXECUTE' || frame.event === 'ACTION') {
      onCommand(socket, frame);
      return;
    }
    const next = waiting.findIndex(({ event }) => event === frame.event);
    if (next >= 0) waiting.splice(next, 1)[0].resolve(frame);
    else seen.push(frame);
  });
  return {
    socket,
    send: (frame) => socket.send(JSON.stringify(frame)),
    next: (event) => {
      const had = seen.findIndex((frame) => frame.event === event);
      if (had >= 0) return Promise.resolve(seen.splice(had, 1)[0]);
      return new Promise((resolve) => waiting.push({ event, resolve }));
    },
    async register() {
      this.send({ method: 'driver.register', driverKey: key, instanceId: 'npm-1', protocolVersion: 1 });
      return this.next('REGISTERED');
    },
  };
}

/** Collects what the stream says, in order. */
function listen(url) {
  const source = new EventSource(url);
  const order = [];
  const waiting = [];
  for (const name of ['ready', 'snapshot', 'state', 'event', 'ping']) {
    source.addEventListener(name, (message) => {
      const heard = { name, data: JSON.parse(message.data), id: message.lastEventId };
      order.push(heard);
      for (const item of [...waiting]) {
        if (item.wanted(heard)) {
          waiting.splice(waiting.indexOf(item), 1);
          item.resolve(heard);
        }
      }
    });
  }
  const until = (wanted) => {
    const had = order.find(wanted);
    return had ? Promise.resolve(had) : new Promise((resolve) => waiting.push({ wanted, resolve }));
  };
  return { source, order, until };
}

const answer = (socket, frame, success, message) =>
  socket.send(
    JSON.stringify({
      event: 'ACTION_RESULT',
      device_id: frame.device_id,
      data: { command: frame.data.command, success, message, requestId: frame.data.requestId },
    }),
  );

const lamp = driver('NPM_WS', (socket, frame) => {
  if (frame.data.command === 'turn_on') {
    socket.send(JSON.stringify({ event: 'STATE_UPDATE', device_id: frame.device_id, data: { power: true } }));
    answer(socket, frame, true);
  } else {
    answer(socket, frame, false, 'no luck');
  }
});

try {
  assert.equal((await lamp.next('CONNECTED')).ok, true);
  check('ws: greeted');
  assert.equal((await lamp.register()).ok, true);
  check('ws: registered');
  lamp.send({ event: 'DEVICE_DISCOVERED', device_id: 'lamp', id: 1, data: { name: 'npm lamp', deviceType: 'light' } });
  assert.equal((await lamp.next('ACK')).id, 1);
  check('ws: device acknowledged');
  lamp.send({ event: 'STATE_UPDATE', device_id: 'lamp', id: 2, data: { power: false, brightness: 12 } });
  assert.equal((await lamp.next('ACK')).id, 2);
  check('ws: state acknowledged');

  const device = (await call('GET', '/devices')).data.find((found) => found.externalId === 'lamp');
  assert.deepEqual(device.state, { power: false, brightness: 12 });
  assert.equal(device.online, true);
  check('rest: device with its state');

  const stream = listen(`${api}/state/stream?accessToken=${token}`);
  await stream.until(({ name }) => name === 'snapshot');
  assert.deepEqual(stream.order.slice(0, 2).map(({ name }) => name), ['ready', 'snapshot']);
  assert.deepEqual(stream.order[1].data[device.id], { power: false, brightness: 12 });
  check('eventsource: ready, then snapshot');

  const outcome = await call('POST', `/devices/${device.id}/command`, { command: 'turn_on' });
  assert.equal(outcome.status, 200);
  assert.equal(outcome.data.status, 'completed');
  const state = await stream.until(({ name, data }) => name === 'state' && data.deviceId === device.id);
  assert.deepEqual(state.data.state, { power: true, brightness: 12 });
  check('eventsource: full merged state');
  await stream.until(({ name, data }) => name === 'event' && data.type === 'ACTION_RESULT');
  const steps = stream.order
    .filter(({ name, data }) => name === 'event' && data.requestId === outcome.data.requestId)
    .map(({ data }) => data.type);
  assert.deepEqual(steps, ['ACTION_REQUESTED', 'ACTION_DISPATCHED', 'ACTION_RESULT']);
  check('eventsource: command events in order');

  const failed = await call('POST', `/devices/${device.id}/command`, { command: 'jump' });
  assert.equal(failed.status, 502);
  assert.equal(failed.success, false);
  assert.equal(failed.code, 'DRIVER_ERROR');
  assert.equal(failed.data.status, 'failed');
  check('rest: a failure is a failure');

  const last = stream.order.at(-1).id;
  stream.source.close();
  lamp.send({ event: 'STATE_UPDATE', device_id: 'lamp', id: 3, data: { brightness: 80 } });
  await lamp.next('ACK');
  const resumed = await fetch(`${api}/state/stream`, { headers: { ...headers, 'last-event-id': last } });
  const reader = resumed.body.getReader();
  let text = '';
  while (!text.includes('"brightness":80')) {
    text += Buffer.from((await reader.read()).value).toString();
  }
  await reader.cancel();
  assert.ok(!text.includes('event: snapshot'));
  check('sse: resumes after Last-Event-ID without a snapshot');

  lamp.socket.close();
  await new Promise((resolve) => lamp.socket.once('close', resolve));
  let offline = await call('POST', `/devices/${device.id}/command`, { command: 'turn_on' });
  while (offline.code === 'DRIVER_DISCONNECTED') {
    offline = await call('POST', `/devices/${device.id}/command`, { command: 'turn_on' });
  }
  assert.equal(offline.status, 409);
  assert.equal(offline.code, 'DRIVER_OFFLINE');
  check('rest: DRIVER_OFFLINE when the driver is gone');
  clearTimeout(deadline);
  console.log(`${passed} passed, 0 failed`);
  process.exit(0);
} catch (cause) {
  fail(cause);
}
