'use strict';

const http = require('node:http');

/** A WLED controller on loopback that answers as its JSON API documents, or misbehaves on request. */
class Simulator {
  constructor({ cct = false, verbose = true } = {}) {
    this.verbose = verbose;
    this.trouble = null;
    this.requests = [];
    this.laterPreset = null;
    this.effects = ['Solid', 'Blink', 'Breathe', 'Rainbow', 'RSVD'];
    this.palettes = ['Default', 'Party', 'Ocean'];
    this.state = {
      on: true,
      bri: 128,
      transition: 7,
      ps: -1,
      pl: -1,
      mainseg: 0,
      seg: [segment(0, 0, 20, [255, 160, 0]), segment(1, 20, 30, [0, 0, 0])],
    };
    this.info = {
      ver: '0.14.4',
      vid: 2405180,
      leds: { count: 30, pwr: 470, fps: 40, maxpwr: 850, maxseg: 32, lc: cct ? 7 : 1, rgbw: false, wv: 0, cct: cct ? 4 : 0 },
      name: 'Shelf',
      udpport: 21324,
      live: false,
      fxcount: 4,
      palcount: 3,
      wifi: { bssid: '00:00:00:00:00:00', rssi: -62, signal: 76, channel: 6 },
      arch: 'esp32',
      uptime: 1200,
      brand: 'WLED',
      product: 'FOSS',
      mac: 'a0b1c2d3e4f5',
      ip: '127.0.0.1',
    };
    this.server = http.createServer((request, answer) => this.serve(request, answer));
  }

  async start(port = 0) {
    await new Promise((resolve) => this.server.listen(port, '127.0.0.1', resolve));
    this.port = this.server.address().port;
    return this;
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  async serve(request, answer) {
    const parts = [];
    for await (const part of request) parts.push(part);
    const text = Buffer.concat(parts).toString();
    const body = text === '' ? undefined : JSON.parse(text);
    this.requests.push({ method: request.method, path: request.url, body });
    if (this.trouble) return this.trouble(request, answer, body);
    return send(answer, this.answerTo(request, body));
  }

  answerTo(request, body) {
    if (request.method === 'POST') {
      this.apply(body);
      return body.v && this.verbose ? this.state : { success: true };
    }
    switch (request.url) {
      case '/json':
        return { state: this.state, info: this.info, effects: this.effects, palettes: this.palettes };
      case '/json/state':
        return this.stateNow();
      case '/json/info':
        return this.info;
      case '/json/eff':
        return this.effects;
      case '/json/pal':
        return this.palettes;
      default:
        return { error: 4 };
    }
  }

  /** A preset comes into force in the controller's main loop, here at the second read after it. */
  stateNow() {
    if (this.laterPreset && (this.laterPreset.reads -= 1) === 0) {
      this.state.ps = this.laterPreset.ps;
      this.laterPreset = null;
    }
    return this.state;
  }

  apply({ on, bri, ps, seg }) {
    if (on !== undefined) this.state.on = on;
    if (bri > 0) this.state.bri = bri;
    if (bri === 0) this.state.on = false;
    if (ps !== undefined) this.laterPreset = { ps, reads: 2 };
    for (const { id, col, ...rest } of seg ?? []) {
      const segment = this.state.seg.find((each) => each.id === id);
      Object.assign(segment, rest);
      (col ?? []).forEach((channels, index) => (segment.col[index] = channels));
    }
  }
}

function segment(id, start, stop, primary) {
  const col = [primary, [0, 0, 0], [0, 0, 0]];
  return { id, start, stop, len: stop - start, col, fx: 0, sx: 128, ix: 128, pal: 0, sel: id === 0, on: true, bri: 255, cct: 127 };
}

function send(answer, content, status = 200) {
  answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
}

module.exports = { Simulator, send };
