// Nothing that axe-core finds, in both themes.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import type { Event } from '../../src/trace_types.ts';
import { findings } from './axe.ts';
import { Bench } from './harness.ts';

const bench = new Bench();
after(() => bench.close());

test('axe finds nothing, in light and dark, wide and narrow', async () => {
  const { file, lines } = bench.make('scenarios/basic/document_example.yaml');
  const events = lines.filter((line): line is Event => line.type === 'event');
  const seq = (kind: string, machine: string) =>
    events.find((event) => event.kind === kind && event.machine === machine)!.seq;
  const places = [
    '#s=1',
    `#s=${seq('gio.instance_assigned', 'target')}`,
    `#s=${seq('gio.instance_reassigned', 'target')}`,
    `#s=${seq('gio.instance_reassigned', 'target') - 1}&ask=${seq('gio.instance_reassigned', 'target')}`,
    `#s=${seq('machine.powered_off', 'source')}`,
    `#s=${seq('machine.disk_moved', 'target')}`,
  ];
  for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }])
    for (const theme of ['light', 'dark'])
      for (const place of viewport.width > 900 ? places : places.slice(2, 3)) {
        const opened = await bench.open(file, `${place}&theme=${theme}`, { viewport });
        assert.deepEqual(await findings(opened.page), [], `${place}, ${theme}, ${viewport.width}`);
        await opened.close();
      }
});
