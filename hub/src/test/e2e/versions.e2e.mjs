// Every supported release of npm `socket.io-client`, over every transport, on every namespace and with every command.
// HUB_URL, TOKEN and DEVICE (a dimmer) say where. Prints one line a combination.
import assert from 'node:assert/strict';
import { io as newest } from 'socket.io-client';
import { io as oldest4 } from 'socket.io-client-4.0';
import { io as release3 } from 'socket.io-client-3';

const { HUB_URL: hub, TOKEN: token, DEVICE: device } = process.env;
const clients = { '4.8': newest, '4.0': oldest4, '3.1': release3 };
const ways = { polling: { transports: ['polling'] }, webSocket: { transports: ['websocket'] }, upgrade: {} };
const namespaces = ['device-state', 'haptique-protocol', 'remote-connect', 'designer', 'device-ir-test'];
const deadline = setTimeout(() => fail(new Error('not done within 120 s')), 120_000);

function fail(cause) {
  console.error(cause);
  process.exit(1);
}

function once(emitter, event, wanted = () => true) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no ${event}`)), 15_000);
    const listener = (value) => {
      if (!wanted(value)) return;
      clearTimeout(timer);
      emitter.off(event, listener);
      resolve(value);
    };
    emitter.on(event, listener);
  });
}

function ask(socket, command, payload) {
  const requestId = `${command}-${Math.random()}`;
  const byEvent = once(socket, 'haptique:response', (answer) => answer.requestId === requestId);
  const byAck = new Promise((resolve) => socket.emit('haptique:command', { command, payload, requestId }, resolve));
  return Promise.all([byEvent, byAck]).then(([event, ack]) => {
    assert.deepEqual(event, ack, command);
    assert.equal(ack.command, command);
    return ack;
  });
}

/** Without a payload a command succeeds, or says what it needs. */
async function everyCommand(protocol) {
  const { data } = await ask(protocol, 'GET_PROTOCOL_CAPABILITIES');
  assert.equal(data.commands.length, 36);
  for (const command of data.commands) {
    const answer = await ask(protocol, command, {});
    if (answer.ok) continue;
    assert.equal(answer.data, null, command);
    assert.equal(answer.error.code, 'INVALID', `${command}: ${JSON.stringify(answer)}`);
    assert.ok(answer.error.message.length > 0, command);
  }
}

async function combination(io, options, brightness) {
  const sockets = {};
  const connect = (namespace) => {
    sockets[namespace] = io(`${hub}/socket/${namespace}`, { auth: { token }, forceNew: true, reconnection: false, ...options });
    return once(sockets[namespace], 'connect');
  };
  const [states, protocol] = ['device-state', 'haptique-protocol'];
  const connecting = namespaces.map(connect);
  await Promise.all([...connecting, once(sockets[states], 'device:state:snapshot', ({ deviceId }) => deviceId === device)]);
  await everyCommand(sockets[protocol]);
  const update = once(sockets[states], 'device:state:update', ({ deviceId, state }) => deviceId === device && state.brightness === brightness);
  const told = once(sockets[protocol], 'haptique:event', ({ type, deviceId }) => type === 'STATE_UPDATE' && deviceId === device);
  const done = await ask(sockets[protocol], 'EXECUTE_DEVICE_COMMAND', { deviceId: device, command: 'set_brightness', payload: { brightness } });
  assert.equal(done.data.status, 'completed');
  await Promise.all([update, told]);
  Object.values(sockets).forEach((socket) => socket.close());
}

try {
  let brightness = 10;
  for (const [version, io] of Object.entries(clients)) {
    for (const [way, options] of Object.entries(ways)) {
      await combination(io, options, ++brightness);
      console.log(`ok - socket.io-client ${version} over ${way}`);
    }
  }
  clearTimeout(deadline);
  process.exit(0);
} catch (cause) {
  fail(cause);
}
