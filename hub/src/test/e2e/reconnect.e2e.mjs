// npm `socket.io-client` over a restart of the hub: every transport comes back by itself and finds the state it left.
// HUB_URL, TOKEN and DEVICE say where; WANTED is the brightness it must still have.
import assert from 'node:assert/strict';
import { io as newest } from 'socket.io-client';
import { io as oldest4 } from 'socket.io-client-4.0';
import { io as release3 } from 'socket.io-client-3';

const { HUB_URL: hub, TOKEN: token, DEVICE: device, WANTED: wanted } = process.env;
const deadline = setTimeout(() => fail(new Error('not back within 90 s')), 90_000);

function fail(cause) {
  console.error(cause);
  process.exit(1);
}

function restarted(io, name, options) {
  return new Promise((resolve, reject) => {
    const socket = io(`${hub}/socket/device-state`, { auth: { token }, forceNew: true, reconnectionDelay: 200, ...options });
    let connects = 0;
    socket.on('connect', () => (connects += 1));
    socket.on('disconnect', (reason) => {
      if (reason === 'io server disconnect') reject(new Error(`${name}: told not to come back`));
    });
    socket.on('device:state:snapshot', ({ deviceId, state }) => {
      if (connects < 2 || deviceId !== device) return;
      assert.equal(String(state.brightness), wanted);
      socket.close();
      console.log(`ok - ${name} came back`);
      resolve();
    });
  });
}

try {
  const clients = Object.entries({ '4.8': newest, '4.0': oldest4, '3.1': release3 });
  await Promise.all(
    clients.flatMap(([version, io]) => [
      restarted(io, `${version} polling`, { transports: ['polling'] }),
      restarted(io, `${version} webSocket`, { transports: ['websocket'] }),
      restarted(io, `${version} upgrade`, {}),
    ]),
  );
  clearTimeout(deadline);
  process.exit(0);
} catch (cause) {
  fail(cause);
}
