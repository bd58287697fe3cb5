import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hashOf, placeOf } from '../../src/link.ts';
import { windowOf } from '../../src/lanes.ts';
import { signsOf } from '../../src/mac_sign.ts';
import { around } from '../../src/picture.ts';
import { Store } from '../../src/store.ts';
import { header, madeLines } from './made_trace.ts';

const asked = (store: Store): number | null => store.question.value?.seq ?? null;

test('steps go on and back, and stay within the run', () => {
  const store = new Store(madeLines());
  store.previous();
  assert.equal(store.seq.value, 1);
  store.next();
  assert.equal(store.seq.value, 2);
  store.go(999);
  assert.equal(store.seq.value, 7);
  store.next();
  assert.equal(store.seq.value, 7);
  store.previousPhase();
  assert.equal(store.seq.value, 5);
  store.previousPhase();
  assert.equal(store.seq.value, 1);
  store.nextPhase();
  assert.equal(store.seq.value, 5);
});

test('in predict mode a decision asks first; a guess is judged and counted', () => {
  const store = new Store(madeLines());
  store.go(5);
  store.togglePredict();
  store.next();
  assert.equal(store.seq.value, 5, 'the step is not shown yet');
  assert.equal(store.question.value?.seq, 6);

  store.answer('2');
  assert.equal(store.seq.value, 6);
  assert.equal(store.question.value, null);
  assert.deepEqual(store.score, { right: 0, asked: 1 });

  store.go(5);
  store.next();
  assert.equal(store.seq.value, 6, 'what was answered is not asked again');
});

test('a question can be left, and its answer shown without a guess', () => {
  const store = new Store(madeLines());
  store.go(1);
  store.togglePredict();
  store.nextDecision();
  assert.equal(store.seq.value, 5);
  store.previous();
  assert.equal(asked(store), null);
  store.next();
  assert.equal(asked(store), 6);
  store.next();
  assert.equal(store.seq.value, 6);
  assert.deepEqual(store.score, { right: 0, asked: 1 }, 'who lets himself be told was asked');
});

test('a lesson asks only in the machines it names', () => {
  const lines = madeLines();
  const lesson = { number: 1, title: 'T', goal: 'G', summary: 'S', ask: ['source'] };
  lines[0] = { ...header, lesson };
  const store = new Store(lines);
  store.go(5);
  store.togglePredict();
  store.next();
  assert.equal(asked(store), null);
  assert.equal(store.seq.value, 6);
});

test('the story leaves out what only passes numbers on, but neither the first step nor the last', () => {
  const store = new Store(
    madeLines().map((line) =>
      line.type === 'event' && !line.decision && line.seq !== 5 ? { ...line, weight: 'plumbing' as const } : line,
    ),
  );
  store.toggleStory();
  const seen = [store.seq.value];
  for (let i = 0; i < 4; ++i) {
    store.next();
    seen.push(store.seq.value);
  }
  assert.deepEqual(seen, [1, 5, 6, 7, 7]);
  store.previous();
  store.previous();
  store.previous();
  assert.equal(store.seq.value, 1);
  store.previous();
  assert.equal(store.seq.value, 1);
});

test('a link leads to the same moment', () => {
  const store = new Store(madeLines());
  store.follow('#s=3&theme=dark');
  assert.equal(store.seq.value, 3);
  assert.equal(store.hash, '#s=3&theme=dark');
  store.follow('#s=5&q=1&ask=6');
  assert.equal(store.question.value?.seq, 6);
  assert.equal(store.hash, '#s=5&q=1&ask=6&theme=dark');
});

test('a link that makes no sense leads to a step that exists', () => {
  for (const hash of ['', '#', '#s=abc', '#s=-4', '#s=0', '#s=1e9', '#x=1', '#s=%zz', '#theme=pink'])
    assert.deepEqual(placeOf(hash, 7), { step: 1, predict: false, ask: null, theme: null }, hash);
  assert.equal(placeOf('#s=99', 7).step, 7);
  assert.equal(placeOf('#ask=99', 7).ask, null);
  assert.equal(hashOf(placeOf('#s=4', 7)), '#s=4');
});

test('every address has a sign of its own, as long as there are signs', () => {
  const macs = Array.from({ length: 56 }, (_, i) => `0x0000000000${i.toString(16).toUpperCase().padStart(2, '0')}`);
  const signs = [...signsOf(macs).values()].map(({ color, shape }) => `${color}${shape}`);
  assert.equal(new Set(signs).size, 56);
});

test('the short form of an address tells it from all others', () => {
  const signs = signsOf(['0x00306E00000A', '0x00306E11000A']);
  assert.deepEqual([...signs.values()].map(({ short }) => short), ['…00000A', '…11000A']);
});

test('the lanes show all steps where they fit, else those around the current one', () => {
  assert.deepEqual(windowOf(10, 3, 600), { first: 1, last: 10, pitch: 60 });
  const { first, last, pitch } = windowOf(5000, 2500, 1100);
  assert.ok(first < 2500 && last > 2500 && pitch >= 56);
  assert.equal(windowOf(5000, 5000, 1100).last, 5000);
  assert.equal(windowOf(5000, 1, 1100).first, 1);
});

test('of a list that is too long, what matters is kept', () => {
  const numbers = Array.from({ length: 100 }, (_, i) => i);
  assert.deepEqual(around(numbers, 4, [0, 90]), [0, 1, 2, 90]);
  assert.deepEqual(around(numbers, 3, [50]), [49, 50, 51]);
  assert.deepEqual(around([1, 2], 3, [-1]), [1, 2]);
  assert.deepEqual(around(numbers, 3, []), [0, 1, 2]);
});
