'use strict';

const assert = require('node:assert/strict');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');
const { filled, matches } = require('../matching');

const FOLDER = path.join(__dirname, '..');
const STEP_KEYS = new Set(
  'from frame raw do for only session device command payload outcome message match type ms code'.split(' '),
);
const DEEDS = new Set(['command', 'outcome', 'device', 'state', 'event', 'silence', 'ping', 'drop', 'connect', 'closed']);

function fits(expected, actual, bound = new Map()) {
  return matches(expected, actual, bound);
}

test('objects match as subsets, arrays as a whole, numbers by value', () => {
  assert.ok(fits({ a: { b: 1 } }, { a: { b: 1.0, c: 2 }, d: 3 }));
  assert.ok(!fits({ a: { b: 1 } }, { a: [] }));
  assert.ok(!fits({}, []));
  assert.ok(!fits({}, null));
  assert.ok(fits([1, { a: 2 }], [1, { a: 2, b: 3 }]));
  assert.ok(!fits([1], [1, 2]));
  assert.ok(!fits(1, '1'));
});

test('null matches only a null that is there', () => {
  assert.ok(fits({ a: null }, { a: null }));
  assert.ok(!fits({ a: null }, {}));
  assert.ok(!fits({ a: null }, { a: 0 }));
});

test('placeholders match what they say', () => {
  assert.ok(fits({ a: '$any' }, { a: null }) && !fits({ a: '$any' }, {}));
  assert.ok(fits({ a: '$absent' }, {}) && !fits({ a: '$absent' }, { a: null }));
  assert.ok(fits('$string', 'x') && !fits('$string', '') && !fits('$string', 1));
  assert.ok(fits('$number', 0) && !fits('$number', '0'));
  assert.ok(fits('$repeat:3', 'xxx') && !fits('$repeat:3', 'xx'));
  assert.ok(fits('$$text', '$text') && !fits('$$text', '$$text'));
});

test('bound values are remembered in both directions', () => {
  const bound = new Map();
  assert.ok(fits({ id: '$bind:one' }, { id: 7 }, bound));
  assert.ok(fits({ id: '$one' }, { id: 7 }, bound) && !fits({ id: '$one' }, { id: 8 }, bound));
  const sent = filled({ id: '$bind:two', old: '$one', gone: '$absent', text: '$repeat:2' }, bound);
  assert.deepEqual(sent, { id: bound.get('two'), old: 7, text: 'xx' });
  assert.throws(() => filled('$three', bound), /never bound/);
});

test('every transcript is named like its file and has only known steps', () => {
  const folder = path.join(FOLDER, 'transcripts');
  for (const name of fs.readdirSync(folder)) {
    const lines = fs.readFileSync(path.join(folder, name), 'utf8').trimEnd().split('\n');
    const [header, ...steps] = lines.map((line) => JSON.parse(line));
    assert.equal(`${header.transcript}.jsonl`, name);
    assert.ok(header.about && header.spec && steps.length > 0, name);
    for (const step of steps) {
      assert.deepEqual(Object.keys(step).filter((key) => !STEP_KEYS.has(key)), [], name);
      assert.ok(['hub', 'driver'].includes(step.from) || DEEDS.has(step.do), `${name}: ${JSON.stringify(step)}`);
    }
  }
});

test('a driver that does something else fails the replay at the step where it does', () => {
  const wrong = "console.log(JSON.stringify({ event: 'DEVICE_DISCOVERED', device_id: 'other' })); process.stdin.resume()";
  const options = [path.join(FOLDER, 'replay.js'), '--only', 'metrics', '--', process.execPath, '-e', wrong];
  const done = spawnSync(process.execPath, options, { encoding: 'utf8' });
  assert.equal(done.status, 1);
  assert.match(done.stdout, /not ok metrics\n {2}line 5: .*DEVICE_DISCOVERED[^]*got .*other/);
  assert.match(done.stdout, /0 passed, 1 failed\n$/);
});
