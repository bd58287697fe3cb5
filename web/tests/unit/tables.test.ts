import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Fold } from '../../src/fold.ts';
import { Changes, TABLES, alsoChanged, keysOf, rowOf } from '../../src/tables.ts';
import { Trace } from '../../src/trace.ts';
import { shared } from '../../src/views/tables.tsx';
import { cell, event, madeLines } from './made_trace.ts';

const trace = new Trace(madeLines());
const kind = (id: string) => TABLES.find((table) => table.id === id)!;

function at(seq: number, machine = 'target') {
  const tables = new Fold(trace.header.initial, trace.events).at(seq).get(machine);
  const changes = new Changes(trace.event(seq), machine);
  return {
    keys: (id: string) => keysOf(kind(id), tables, changes),
    row: (id: string, key: string) => rowOf(kind(id), key, tables, changes),
  };
}

test('what a step changes is lit, with what was before', () => {
  const { cells, fate } = at(6).row('ioconfig', '0/4/2/0 lan');

  assert.equal(fate, 'same');
  assert.deepEqual(
    cells.map(({ value, before, lit }) => [value, before, lit]),
    [
      ['0/4/2/0', undefined, false],
      ['lan', undefined, false],
      [0, 2, true],
    ],
  );
});

test('a row that goes is shown once more, and then no longer', () => {
  assert.equal(at(7).row('ioconfig', '0/4/10/0 lan').fate, 'gone');
  assert.deepEqual(at(7).keys('ioconfig'), ['0/4/2/0 lan', '0/4/10/0 lan']);
  assert.deepEqual(at(6).keys('ioconfig'), ['0/4/2/0 lan', '0/4/10/0 lan']);
});

test('a new row is new for one step', () => {
  assert.equal(at(2).row('ioconfig', '0/4/2/0 lan').fate, 'new');
  assert.equal(at(3).row('ioconfig', '0/4/2/0 lan').fate, 'same');
});

test('a copy that does not agree with GIO is out of date', () => {
  const stale = (seq: number) =>
    at(seq)
      .row('names', '0/4/2/0')
      .cells.filter((one) => one.stale)
      .map((one) => one.column.head);

  assert.deepEqual(stale(5), []);
  assert.deepEqual(stale(6), ['HDM']);
});

test('another machine sees nothing of a step', () => {
  assert.deepEqual(at(6, 'source').keys('ioconfig'), []);
});

test('a change that no table shows is told in words', () => {
  assert.deepEqual(alsoChanged(event(1, { delta: [cell('hdm', '0/1', 'link_up', true, false)] })), [
    'hdm 0/1: link_up yes → no',
  ]);
  assert.deepEqual(alsoChanged(trace.event(6)), []);
});

test('tables that do not fit share the height, the small ones unharmed', () => {
  assert.deepEqual(shared([2, 1, 2, 2], 20), [2, 1, 2, 2]);
  assert.deepEqual(shared([50, 1, 50, 50], 13), [4, 1, 4, 4]);
  assert.deepEqual(shared([5, 5, 5, 5], 8), [2, 2, 2, 2]);
  assert.deepEqual(shared([5, 5, 5, 5], 5), [2, 1, 1, 1]);
  assert.deepEqual(shared([5, 5, 5, 5], 3), [1, 1, 1, 1]);
});
