import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Trace, lastAtMost } from '../../src/trace.ts';
import type { Event } from '../../src/trace_types.ts';
import { MAC_A, event, header, madeLines } from './made_trace.ts';

const trace = new Trace(madeLines());

test('the stretches of a trace cover it without a gap', () => {
  assert.deepEqual(
    trace.stretches.map(({ first, last, phase }) => [first, last, phase]),
    [
      [1, 4, 'scan'],
      [5, 7, 'init'],
    ],
  );
  assert.equal(trace.stretchOf(4).phase, 'scan');
  assert.equal(trace.stretchOf(5).phase, 'init');
  assert.equal(trace.stretchesBetween(4, 5).length, 2);
});

test('a value comes from the step that wrote its cell, or its row', () => {
  assert.equal(trace.writer('target', 'ioconfig', '0/4/2/0 lan', 'instance', 7), 6);
  assert.equal(trace.writer('target', 'ioconfig', '0/4/2/0 lan', 'instance', 5), 2);
  assert.equal(trace.writer('target', 'reservation', 'lan 0', 'macs', 7), 1);
  assert.equal(trace.writer('source', 'reservation', 'lan 0', 'macs', 7), null);
});

test('an address has its colour only from the step at which it is read', () => {
  assert.equal(trace.macAt[4], null);
  assert.equal(trace.macAt[5], MAC_A);
  assert.equal(trace.macAt[6], MAC_A);
  assert.equal(trace.futureMac('target', '0/4/2/0', 4), MAC_A);
  assert.equal(trace.futureMac('target', '0/4/2/0', 5), null);
});

test('the init of a driver goes on until it is done or fails, and belongs to one life of the machine', () => {
  const init = (seq: number, kind: Event['kind'], boot = 1) => event(seq, { kind, boot, subject: '0/4/2/0' });
  const inits = new Trace([
    header,
    event(1, {}),
    init(2, 'hdm.init_started'),
    init(3, 'hdm.init_failed'),
    event(4, { boot: 2 }),
    init(5, 'hdm.init_started', 2),
    init(6, 'hdm.init_ended', 2),
  ]);
  assert.deepEqual(
    [1, 2, 3, 4, 5, 6].map((seq) => inits.initOf('target', '0/4/2/0', seq)),
    ['not begun', 'going on', 'failed', 'not begun', 'going on', 'done'],
  );
  assert.equal(inits.initOf('target', '0/4/1/0', 6), 'not begun');
});

test('a table has room for the rows of its fullest moment', () => {
  assert.equal(trace.mostRows('target', 'ioconfig'), 2);
  assert.equal(trace.mostRows('target', 'entry'), 0);
});

test('a call that is cut off lasts to the end', () => {
  assert.deepEqual(trace.calls, [{ name: 'init', comp: 'HDM', begin: 4, end: 7 }]);
  assert.equal(trace.callsBetween(6, 7).length, 1);
  assert.equal(trace.callsBetween(1, 3).length, 0);
});

test('decisions, lanes and effects are found', () => {
  assert.deepEqual(trace.decisions, [6]);
  assert.deepEqual(trace.ofLane.get('HDM'), [4, 5]);
  assert.deepEqual(trace.effectsOf(6), [7]);
  assert.equal(Trace.next([2, 5], 2), 5);
  assert.equal(Trace.previous([2, 5], 5), 2);
  assert.equal(Trace.next([2, 5], 5), undefined);
});

test('a trace without a header is refused', () => {
  assert.throws(() => new Trace([event(1, {})]), /no trace/);
});

test('a trace far larger than a call may have arguments is read', () => {
  const many = Array.from({ length: 300_000 }, (_, i) => event(i + 1, {}));
  assert.equal(new Trace([header, ...many]).stretchOf(250_000).last, 300_000);
});

test('the last number that is not greater', () => {
  assert.equal(lastAtMost([1, 3, 5], 0), -1);
  assert.equal(lastAtMost([1, 3, 5], 3), 1);
  assert.equal(lastAtMost([1, 3, 5], 9), 2);
  assert.equal(lastAtMost([], 9), -1);
});
