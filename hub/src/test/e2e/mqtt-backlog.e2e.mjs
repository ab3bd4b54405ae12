// npm `mqtt` publishes COUNT messages of QoS 1 and 2 for a session that is away, then takes them, while somebody
// kills the hub again and again. Nothing may be missing, and no QoS 2 message may come twice.
import { once } from 'node:events';
import mqtt from 'mqtt';

const { MQTT_URL, MQTT_USER, MQTT_PASSWORD } = process.env;
const count = Number(process.env.COUNT);
const window = 200;
const every = Math.max(1, Math.floor(count / 20));
const options = { username: MQTT_USER, password: MQTT_PASSWORD, clean: false, reconnectPeriod: 200, keepalive: 10 };
const quality = (index) => 1 + (index % 2);

async function subscribe() {
  const sink = await mqtt.connectAsync(MQTT_URL, { ...options, clientId: 'sink' });
  await sink.subscribeAsync('backlog/#', { qos: 2 });
  await sink.endAsync();
}

async function publishAll() {
  const source = mqtt.connect(MQTT_URL, { ...options, clientId: 'source' });
  source.on('error', (cause) => console.log(`source: ${cause.message}`));
  await once(source, 'connect');
  let acknowledged = 0;
  let sent = 0;
  await new Promise((resolve) => {
    const next = () => {
      while (sent < count && sent - acknowledged < window) {
        const index = sent++;
        source.publish('backlog/x', String(index), { qos: quality(index) }, (cause) => {
          if (cause) throw cause;
          acknowledged += 1;
          if (acknowledged % every === 0) console.log(`ACKNOWLEDGED ${acknowledged}`);
          if (acknowledged === count) resolve();
          else next();
        });
      }
    };
    next();
  });
  await source.endAsync();
}

async function takeAll() {
  const times = new Array(count).fill(0);
  let distinct = 0;
  const sink = mqtt.connect(MQTT_URL, { ...options, clientId: 'sink' });
  sink.on('error', (cause) => console.log(`sink: ${cause.message}`));
  sink.on('message', (topic, payload) => {
    const index = Number(payload.toString());
    times[index] += 1;
    if (times[index] === 1) {
      distinct += 1;
      if (distinct % every === 0) console.log(`TAKEN ${distinct}`);
    }
  });
  const begun = Date.now();
  while (distinct < count && Date.now() - begun < 150_000) await new Promise((resolve) => setTimeout(resolve, 50));
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await sink.endAsync();
  return times;
}

await subscribe();
await publishAll();
const times = await takeAll();
const missing = times.filter((n) => n === 0).length;
const twice = times.filter((n, index) => quality(index) === 2 && n > 1).length;
const again = times.filter((n, index) => quality(index) === 1 && n > 1).length;
console.log(`of ${count}: ${missing} missing, ${twice} of QoS 2 twice, ${again} of QoS 1 again`);
process.exit(missing === 0 && twice === 0 ? 0 : 1);
