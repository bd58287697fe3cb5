import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Fold, keysInOrder } from '../../src/fold.ts';
import type { State } from '../../src/fold.ts';
import type { Event } from '../../src/trace_types.ts';
import { natural } from '../../src/natural.ts';
import { cell, event, header, madeLines, row } from './made_trace.ts';

const plain = (state: State) =>
  [...state].map(([machine, tables]) => [machine, [...tables].map(([name, table]) => [name, [...table].sort()])]);

test('the fold is the same from whichever side a step is reached', () => {
  const events = madeLines().filter((line): line is Event => line.type === 'event');
  const forwards = new Fold(header.initial, events);
  const seen = events.map((_, i) => JSON.stringify(plain(forwards.at(i + 1))));

  const back = new Fold(header.initial, events);
  back.at(events.length);
  for (let seq = events.length; seq > 0; seq--) {
    const rows = (text: string) => JSON.stringify((JSON.parse(text) as unknown[]).flat(9).filter((one) => one));
    const now = plain(back.at(seq)).map(([machine, tables]) => [machine, (tables as unknown[][]).filter((t) => (t[1] as unknown[]).length)]);
    assert.equal(rows(JSON.stringify(now)), rows(seen[seq - 1]!), `step ${seq}`);
  }
});

test('before the first step a state that was given is there', () => {
  const initial = { m: { tunable: { x: { value: 1 } } } };
  const fold = new Fold(initial, [event(1, { machine: 'm', delta: [cell('tunable', 'x', 'value', 1, 2)] })]);

  assert.deepEqual(fold.at(1).get('m')?.get('tunable')?.get('x'), { value: 2 });
  assert.deepEqual(fold.at(0).get('m')?.get('tunable')?.get('x'), { value: 1 });
  assert.deepEqual(initial.m.tunable.x, { value: 1 }, 'the trace itself is not changed');
});

test('a jump over checkpoints gives what walking gives', () => {
  const events: Event[] = [event(1, { delta: [row('tunable', 'x', null, { value: 0 })] })];
  for (let seq = 2; seq <= 1000; seq++)
    events.push(event(seq, { delta: [cell('tunable', 'x', 'value', seq - 2, seq - 1)] }));
  const fold = new Fold({}, events);
  const value = (seq: number) => fold.at(seq).get('target')?.get('tunable')?.get('x')?.['value'];

  for (const seq of [1000, 1, 999, 65, 64, 63, 500, 128, 129, 1000, 700]) assert.equal(value(seq), seq - 1);
});

test('a change of a row that is not there is an error, not a silence', () => {
  const fold = new Fold({}, [event(1, { delta: [cell('node', '0/1', 'instance', 1, 2)] })]);

  assert.throws(() => fold.at(1), /no such row/);
});

test('keys are in the order of people, also after a row has come or gone', () => {
  const fold = new Fold({}, [
    event(1, { delta: [row('node', '0/10', null, {}), row('node', '0/2', null, {})] }),
    event(2, { delta: [row('node', '0/3', null, {})] }),
  ]);
  const keys = (seq: number) => keysInOrder(fold.at(seq).get('target')?.get('node'));

  assert.deepEqual(keys(1), ['0/2', '0/10']);
  assert.deepEqual(keys(2), ['0/2', '0/3', '0/10']);
  assert.deepEqual(keys(1), ['0/2', '0/10']);
});

test('the order is right after any walk, whether few rows come at once or many', () => {
  const events: Event[] = [];
  const paths = Array.from({ length: 90 }, (_, i) => `0/${(i * 37) % 90}/${i % 7}`);
  for (const path of paths) events.push(event(events.length + 1, { delta: [row('node', path, null, {})] }));
  events.push(event(91, { delta: paths.slice(0, 50).map((path) => row('node', path, {}, null)) }));
  for (const path of paths.slice(50, 60)) events.push(event(events.length + 1, { delta: [row('node', path, {}, null)] }));
  const fold = new Fold({}, events);

  for (const seq of [1, 40, 90, 91, 95, 101, 91, 90, 12, 101, 3]) {
    const table = fold.at(seq).get('target')?.get('node');
    assert.deepEqual(keysInOrder(table), [...table!.keys()].sort(natural), `step ${seq}`);
  }
});
