// The playground, served by giosim: write, see what comes of it, be told what is wrong.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { findings } from './axe.ts';
import { Bench, Served } from './harness.ts';
import type { Opened } from './harness.ts';

const bench = new Bench();
let served: Served;
before(async () => (served = await Served.start()));
after(async () => {
  await bench.close();
  await served.end();
});

const editor = '.cm-content'; // playwright looks into open shadow roots by itself

async function status(opened: Opened, kind: string): Promise<string> {
  await opened.page.locator(`.status[data-status="${kind}"]`).waitFor();
  return opened.text('.status');
}

async function write(opened: Opened, text: string): Promise<void> {
  await opened.page.locator(editor).fill(text);
}

async function textOf(opened: Opened): Promise<string> {
  return opened.page.locator(editor).evaluate((content) =>
    [...content.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\n'),
  );
}

const whole = { viewport: { width: 1600, height: 1400 } }; // all lines of the example are drawn

test('it opens with an example that has run, asks nobody else, and has no error', async () => {
  const opened = await bench.openAt(served.address, whole);

  assert.match(await status(opened, 'passed'), /as expected: \d+ facts/);
  assert.match(await textOf(opened), /^scenario: the document's example/);
  assert.deepEqual(opened.errors, []);
  for (const request of opened.requests) assert.ok(request.startsWith(served.address), request);
  await opened.close();
});

test('what is written is run, and the reader stays at his fact', async () => {
  const opened = await bench.openAt(served.address, whole);
  await status(opened, 'passed');
  await opened.goTo('#s=60', 60);
  const before = await opened.text('.sentence .said');

  const text = await textOf(opened);
  assert.match(text, /0x00306E00000A/);
  await write(opened, text.replace(/^(steps:\n)/m, '$1  - wait: 1s\n'));
  await opened.page.locator('.run.stale').waitFor({ state: 'attached' });
  await opened.page.locator('.run:not(.stale)').waitFor();

  assert.equal(await opened.text('.sentence .said'), before);
  await opened.close();
});

test('another MAC address, and the number is another one', async () => {
  const opened = await bench.openAt(served.address, whole);
  await status(opened, 'passed');
  const text = await textOf(opened);
  const saved = /0x00306E00000A/g;
  const last = [...text.matchAll(saved)].at(-1)!.index;

  // The card of the target is not the one that was saved: no number is handed over any more.
  const target = text.indexOf('target:');
  const inTarget = text.slice(target).replace(/0x00306E00000A/, '0x00306E00000C');
  assert.ok(last > 0);
  await write(opened, text.slice(0, target) + inTarget);

  const words = await status(opened, 'failed');
  assert.match(words, /It runs, but not as expected/);
  await opened.page.locator('.cm-lint-marker-warning').first().waitFor();
  await opened.close();
});

test('a mistake stands at its line, and the last good run stays, greyed', async () => {
  const opened = await bench.openAt(served.address, whole);
  await status(opened, 'passed');
  const text = await textOf(opened);
  const steps = await opened.text('.sentence .count');

  await write(opened, text.replace('machines:', 'machins:'));

  const words = await status(opened, 'refused');
  assert.match(words, /mistakes?\. The run of the last good text is shown/);
  assert.match(words, /machins.*machines/);
  await opened.page.locator('.cm-lint-marker-error').first().waitFor();
  assert.equal(await opened.text('.sentence .count'), steps);
  await opened.page.locator('.run.stale').waitFor({ state: 'attached' });

  await write(opened, text);
  await status(opened, 'passed');
  assert.equal(await opened.page.locator('.cm-lint-marker-error').count(), 0);
  await opened.close();
});

test('words are offered out of the schema, with their help', async () => {
  const opened = await bench.openAt(served.address, whole);
  await status(opened, 'passed');
  await write(opened, 'scenario: a\nsays: b.\nmachines: {}\nsteps:\n  - ');
  await opened.page.locator(editor).press('Control+End');

  await opened.page.keyboard.type('shut');

  const offered = opened.page.locator('.cm-tooltip-autocomplete li');
  await offered.first().waitFor();
  assert.match((await offered.first().textContent()) ?? '', /shutdown/);
  await opened.page.locator('.cm-completionInfo').waitFor();
  assert.match(await opened.text('.cm-completionInfo'), /Runs the shutdown scripts/);
  await offered.first().click();
  assert.match(await textOf(opened), /- shutdown: $/m);
  await opened.close();
});

test('keys that are typed into the editor are not the keys of the page', async () => {
  const opened = await bench.openAt(served.address, whole);
  await status(opened, 'passed');
  const step = await opened.step();
  await opened.page.locator(editor).press('Control+Home');

  await opened.page.keyboard.type('# dqt?');
  await opened.page.keyboard.press('ArrowRight');

  assert.match(await textOf(opened), /^# dqt\?/);
  assert.equal(await opened.step(), step);
  assert.equal(await opened.page.locator('dialog[open]').count(), 0);
  await opened.close();
});

test('the text can be saved as a file, and a file opened', async () => {
  const opened = await bench.openAt(served.address, whole);
  await status(opened, 'passed');

  const waiting = opened.page.waitForEvent('download');
  await opened.page.getByRole('button', { name: 'Save' }).click();
  const download = await waiting;
  assert.equal(download.suggestedFilename(), 'the_document_s_example.yaml');

  const file = bench.scenario('other.yaml', 'scenario: another one\n');
  await opened.page.locator('input[type=file]').setInputFiles(file);
  await status(opened, 'refused');
  assert.match(await textOf(opened), /^scenario: another one/);
  await opened.close();
});

test('a lesson of the course can be played with', async () => {
  const opened = await bench.openAt(served.address, whole);
  await status(opened, 'passed');
  const lessons = opened.page.getByLabel('Lessons');
  const titles = await lessons.locator('option').allTextContents();
  assert.equal(titles.length, 13, 'twelve, and the word above them');

  await lessons.selectOption({ index: 3 });

  await opened.page.locator('.run:not(.stale)').waitFor();
  await opened.page.waitForFunction((before) => document.title !== before, "the document's example · giosim");
  assert.match(await textOf(opened), /lesson:/);
  await status(opened, 'passed');
  await opened.close();
});

test('when giosim is gone the page says so', async () => {
  const mine = await Served.start();
  const opened = await bench.openAt(mine.address, whole);
  await status(opened, 'passed');
  await mine.end();

  await write(opened, 'scenario: x\n');

  assert.match(await status(opened, 'unreachable'), /giosim does not answer/);
  await opened.close();
});

test('axe finds nothing in the playground, in light and dark, wide and narrow', async () => {
  for (const viewport of [{ width: 1600, height: 1000 }, { width: 390, height: 844 }])
    for (const theme of ['light', 'dark']) {
      const opened = await bench.openAt(`${served.address}#s=60&theme=${theme}`, { viewport });
      await status(opened, 'passed');
      assert.deepEqual(await findings(opened.page), [], `${theme}, ${viewport.width}`);
      await opened.close();
    }
});
