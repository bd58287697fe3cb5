// The pictures of docs/TEACHING.md, made by the program: npm run pictures.

import { mkdirSync } from 'node:fs';
import { after, test } from 'node:test';

import type { Event } from '../../src/trace_types.ts';
import { Bench, Served, root } from '../browser/harness.ts';

const bench = new Bench();
after(() => bench.close());

test('pictures', async () => {
  const folder = `${root}/docs/pictures`;
  mkdirSync(folder, { recursive: true });
  const { file, lines } = bench.make('scenarios/basic/document_example.yaml');
  const events = lines.filter((line): line is Event => line.type === 'event');
  const climax = events.find((event) => event.kind === 'gio.instance_reassigned')!.seq;
  const first = events.find((event) => event.machine === 'target' && event.decision)!.seq;
  const wide = { width: 1440, height: 900 };
  const pictures = [
    { name: 'teaching', place: `#s=${climax}&theme=light`, viewport: wide },
    { name: 'teaching-dark', place: `#s=${climax - 2}&theme=dark`, viewport: wide },
    { name: 'teaching-predict', place: `#s=${first - 1}&ask=${first}&theme=light`, viewport: wide },
    { name: 'teaching-narrow', place: `#s=${climax}&theme=light`, viewport: { width: 390, height: 844 } },
  ];
  for (const { name, place, viewport } of pictures) {
    const opened = await bench.open(file, place, { viewport });
    await opened.page.screenshot({ path: `${folder}/${name}.png` });
    await opened.close();
  }
  const served = await Served.start();
  const playground = await bench.openAt(`${served.address}#s=${climax}&theme=light`, { viewport: wide });
  await playground.page.locator('.status[data-status="passed"]').waitFor();
  await playground.page.screenshot({ path: `${folder}/playground.png` });
  await playground.close();
  await served.end();
});
