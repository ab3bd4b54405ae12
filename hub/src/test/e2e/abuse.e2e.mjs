// Abuses the Socket.IO door of a hub while a well-behaved client goes on working: floods of connects and disconnects,
// half-open connections, readers that never read, packets in pieces and in heaps, wrong order, oversize.
// HUB_URL, TOKEN and DEVICE (a dimmer) say where; CONNECTS how many come and go. Prints how long the client waited at worst.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import net from 'node:net';
import { io } from 'socket.io-client';

const { HUB_URL: hub, TOKEN: token, DEVICE: device, CONNECTS: connects } = process.env;
const { hostname, port } = new URL(hub);
const NAMESPACE = '/socket/device-state';
const AT_ONCE = 64;
const LONGEST_WAIT_MS = 3_000;
const deadline = setTimeout(() => fail(new Error('not done within 150 s')), 150_000);

function fail(cause) {
  console.error(cause);
  process.exit(1);
}

/** A client's frame: masked, as RFC 6455 5.3 asks. */
function frame(opcode, text) {
  const payload = Buffer.from(text);
  const mask = randomBytes(4);
  const head = payload.length < 126 ? Buffer.from([0x80 | opcode, 0x80 | payload.length]) : Buffer.alloc(payload.length > 0xffff ? 10 : 4);
  if (payload.length >= 126) {
    head[0] = 0x80 | opcode;
    if (payload.length > 0xffff) {
      head[1] = 0xff;
      head.writeBigUInt64BE(BigInt(payload.length), 2);
    } else {
      head[1] = 0xfe;
      head.writeUInt16BE(payload.length, 2);
    }
  }
  return Buffer.concat([head, mask, payload.map((byte, i) => byte ^ mask[i % 4])]);
}

const text = (packet) => frame(1, packet);

/** A raw WebSocket conversation; `until(words)` resolves when they have come, `closed` when the hub hangs up. */
function raw() {
  const socket = net.connect(Number(port), hostname);
  let heard = '';
  let waiting = null;
  const look = () => {
    if (waiting && heard.includes(waiting.words)) {
      const { resolve } = waiting;
      waiting = null;
      resolve();
    }
  };
  socket.on('data', (bytes) => {
    heard = (heard + bytes.toString('latin1')).slice(-20_000);
    look();
  });
  socket.on('error', () => {});
  const closed = new Promise((resolve) => socket.on('close', () => resolve()));
  const until = (words) =>
    new Promise((resolve, reject) => {
      waiting = { words, resolve };
      closed.then(() => reject(new Error(`closed before ${words}: ${heard.slice(0, 2_000)}`)));
      look();
    });
  const handshake = [
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1', `Host: ${hostname}:${port}`, 'Upgrade: websocket', 'Connection: Upgrade',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`, 'Sec-WebSocket-Version: 13', '', '',
  ].join('\r\n');
  return { socket, until, closed, handshake, heard: () => heard };
}

async function opened() {
  const client = raw();
  client.socket.write(client.handshake);
  await client.until('0{"sid"');
  return client;
}

async function connected() {
  const client = await opened();
  client.socket.write(text(`40${NAMESPACE},${JSON.stringify({ token })}`));
  await client.until(`40${NAMESPACE},{"sid"`);
  return client;
}

/** Sends commands and waits for the state they cause, one after the other; knows the longest wait. */
function witness() {
  const states = io(`${hub}${NAMESPACE}`, { auth: { token }, transports: ['websocket'] });
  const protocol = io(`${hub}/socket/haptique-protocol`, { auth: { token }, transports: ['websocket'] });
  let worst = 0;
  let rounds = 0;
  let going = true;
  states.on('disconnect', (why) => going && fail(new Error(`the witness was disconnected: ${why}`)));
  const round = (brightness) =>
    new Promise((resolve, reject) => {
      const began = performance.now();
      const late = setTimeout(() => reject(new Error('the witness waits for its state')), 15_000);
      const listener = ({ deviceId, state }) => {
        if (deviceId !== device || state.brightness !== brightness) return;
        clearTimeout(late);
        states.off('device:state:update', listener);
        worst = Math.max(worst, performance.now() - began);
        resolve();
      };
      states.on('device:state:update', listener);
      protocol.emit('haptique:command', {
        command: 'EXECUTE_DEVICE_COMMAND', payload: { deviceId: device, command: 'set_brightness', payload: { brightness } },
      });
    });
  const running = (async () => {
    while (going) {
      await round(++rounds % 100);
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  })();
  running.catch(fail);
  return async () => {
    going = false;
    await running;
    states.close();
    protocol.close();
    return { worst, rounds };
  };
}

async function comeAndGo(count) {
  let left = count;
  const visitor = async () => {
    while (left-- > 0) {
      const client = await connected();
      if (left % 3 === 0) client.socket.end(frame(8, ''));
      else if (left % 3 === 1) client.socket.resetAndDestroy();
      else client.socket.end(text('1'));
      await client.closed;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, visitor));
}

async function halfOpen() {
  const silent = await Promise.all(Array.from({ length: 100 }, () => opened()));
  const torn = Array.from({ length: 100 }, raw);
  torn.forEach((client) => client.socket.write(client.handshake.slice(0, 40)));
  return () => [...silent, ...torn].forEach((client) => client.socket.destroy());
}

async function neverReading() {
  const deaf = await Promise.all(Array.from({ length: 20 }, connected));
  deaf.forEach((client) => client.socket.pause());
  return () => deaf.forEach((client) => client.socket.destroy());
}

async function piecesAndHeaps() {
  const ask = (id) => text(`42${NAMESPACE},${id}["device:state:get",{"deviceId":"${device}"}]`);
  const slow = await connected();
  for (const byte of ask(7)) {
    slow.socket.write(Buffer.from([byte]));
    await new Promise((resolve) => setImmediate(resolve));
  }
  await slow.until(`43${NAMESPACE},7[`);
  const heap = Buffer.concat(Array.from({ length: 20 }, (_, i) => ask(100 + i)));
  for (let at = 1; at < heap.length; at += 97) {
    const glued = await connected();
    glued.socket.write(heap.subarray(0, at));
    await new Promise((resolve) => setImmediate(resolve));
    glued.socket.write(heap.subarray(at));
    await glued.until(`43${NAMESPACE},119[`);
    glued.socket.destroy();
  }
  slow.socket.destroy();
}

/** Each of these ends its own conversation and no other. */
async function nonsense() {
  const wrong = [
    text('42["before connect"]'), text('43[1]'), text(`451-${NAMESPACE},["x",{"_placeholder":true,"num":0}]`), text('5'), text('9'),
    text('4'), text('4x'), text('42{"no":"array"}'), frame(1, Buffer.from([0xc3, 0x28])), text(`4${'2'.repeat(70_000)}`), frame(2, 'unasked'),
    text('4' + 'x'.repeat(1_100_000)), Buffer.from('not a frame at all, and never was one'),
  ];
  await Promise.all(wrong.map(async (bytes, i) => {
    const client = bytes === wrong[2] ? await connected() : await opened();
    client.socket.write(bytes);
    if (bytes === wrong[2]) client.socket.write(text('42["text where an attachment belongs"]'));
    const late = setTimeout(() => fail(new Error(`still open after the wrong packet ${i}`)), 20_000);
    await client.closed;
    clearTimeout(late);
  }));
  const oversized = await fetch(`${hub}/socket.io/?EIO=4&transport=polling`).then((answer) => answer.text());
  const { sid } = JSON.parse(oversized.slice(1));
  const refused = await fetch(`${hub}/socket.io/?EIO=4&transport=polling&sid=${sid}`, { method: 'POST', body: '4' + 'x'.repeat(2_000_000) })
    .then((answer) => answer.status, () => 413);
  assert.equal(refused, 413);
}

try {
  const stop = witness();
  const endHalfOpen = await halfOpen();
  const endNeverReading = await neverReading();
  await comeAndGo(Number(connects));
  await piecesAndHeaps();
  await nonsense();
  endHalfOpen();
  endNeverReading();
  const { worst, rounds } = await stop();
  console.log(`the witness did ${rounds} rounds and waited ${worst.toFixed(0)} ms at most`);
  assert.ok(worst < LONGEST_WAIT_MS, `the witness waited ${worst} ms`);
  clearTimeout(deadline);
  process.exit(0);
} catch (cause) {
  fail(cause);
}
