// Nothing that axe-core finds: WCAG 2.0 to 2.2 A and AA, and its best practices, in both themes.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, test } from 'node:test';

import type { Event } from '../../src/trace_types.ts';
import { Bench } from './harness.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const bench = new Bench();
after(() => bench.close());

interface Finding {
  id: string;
  help: string;
  nodes: Array<{ html: string; failureSummary: string }>;
}

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
        await opened.page.evaluate(axe);
        const found = await opened.page.evaluate(async () => {
          const { axe: runner } = globalThis as unknown as {
            axe: { run: (options: object) => Promise<{ violations: Finding[] }> };
          };
          const { violations } = await runner.run({
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
          });
          return violations.map(({ id, help, nodes }) => ({
            id,
            help,
            nodes: nodes.slice(0, 3).map(({ html, failureSummary }) => ({ html: html.slice(0, 200), failureSummary })),
          }));
        });
        assert.deepEqual(found, [], `${place}, ${theme}, ${viewport.width}`);
        await opened.close();
      }
});
