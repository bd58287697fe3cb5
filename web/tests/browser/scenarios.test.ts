// Every scenario that we ship, as the page reads it, without a browser: no step that it cannot show, and
// a fold that ends where the program itself was at the end.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';

import { pictureOf } from '../../src/picture.ts';
import { Store } from '../../src/store.ts';
import type { State } from '../../src/fold.ts';
import { Changes, TABLES, alsoChanged, keysOf, rowOf } from '../../src/tables.ts';
import { questionOf } from '../../src/predict.ts';
import type { Footer } from '../../src/trace_types.ts';
import { root, traceOf } from './harness.ts';

const OTHERS = ['large', 'machines']; // those of large.test.ts, and files that scenarios include

const scenarios = readdirSync(`${root}/scenarios`, { withFileTypes: true })
  .filter((folder) => folder.isDirectory() && !OTHERS.includes(folder.name))
  .flatMap(({ name }) => readdirSync(`${root}/scenarios/${name}`).map((file) => `scenarios/${name}/${file}`))
  .filter((file) => file.endsWith('.yaml'));

const sorted = <Held>(held: Iterable<[string, Held]>): Array<[string, Held]> =>
  [...held].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

// As docs/TRACE.md says: keys in the order of their bytes, no blanks, empty tables left out.
function sha256Of(state: State): string {
  const object = (fields: Array<[string, string]>) =>
    `{${fields.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`;
  const machines = sorted(state).map(([machine, tables]): [string, string] => [
    machine,
    object(
      sorted(tables)
        .filter(([, table]) => table.size > 0)
        .map(([name, table]) => [
          name,
          object(
            sorted(table).map(([key, row]) => [
              key,
              object(sorted(Object.entries(row)).map(([field, cell]) => [field, JSON.stringify(cell)])),
            ]),
          ),
        ]),
    ),
  ]);
  return createHash('sha256')
    .update(object(machines.filter(([, json]) => json !== '{}')))
    .digest('hex');
}

test('every step of every scenario can be shown, and the last state is the program’s own', () => {
  assert.ok(scenarios.length > 200);
  for (const scenario of scenarios) {
    const lines = traceOf(scenario);
    const store = new Store(lines);
    for (let seq = 1; seq <= store.count; seq++) {
      store.go(seq);
      const { event, state } = store.step.value;
      const tables = state.get(event.machine);
      const changes = new Changes(event, event.machine);
      for (const kind of TABLES)
        for (const key of changes.keys(kind.tables)) {
          if (kind.id === 'names' && !tables?.get('node')?.has(key) && !changes.gone.get('node')?.has(key)) continue;
          assert.ok(keysOf(kind, tables, changes).includes(key), `${scenario}, step ${seq}: ${kind.id} ${key}`);
          assert.equal(rowOf(kind, key, tables, changes).cells.length, kind.columns.length);
        }
      alsoChanged(event);
      const question = questionOf(event);
      if (event.decision) assert.ok(question && question.options.length >= 2, `${scenario}, step ${seq}`);
      const room = { cards: 4, bays: 5 };
      const scene = { trace: store.trace, event, machine: event.machine, tables, question, predicting: false };
      const picture = pictureOf(scene, room);
      assert.ok(picture.cards.length <= room.cards && picture.bays.length <= room.bays);
    }
    const { final_state_sha256: hash } = lines.at(-1) as Footer;
    assert.equal(sha256Of(store.fold.at(store.count)), hash, `${scenario}: the final state`);
    store.fold.at(0);
    for (const tables of store.fold.state.values())
      for (const [name, table] of tables) assert.equal(table.size, 0, `${scenario}: ${name} before the first step`);
  }
});
