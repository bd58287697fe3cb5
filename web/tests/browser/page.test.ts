// The acceptance checks of the teaching page, on the document's example.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import type { Event, Header, Line, Row } from '../../src/trace_types.ts';
import { Bench, giosim, read, root } from './harness.ts';
import type { Opened } from './harness.ts';

const EXAMPLE = 'scenarios/basic/document_example.yaml';

const bench = new Bench();
let file = '';
let header: Header;
let events: Event[] = [];
let climax = 0; // the step at which lan2 becomes lan0

before(() => {
  const made = bench.make(EXAMPLE);
  file = made.file;
  header = made.lines[0] as Header;
  events = made.lines.filter((line): line is Event => line.type === 'event');
  climax = events.find((event) => event.kind === 'gio.instance_reassigned')!.seq;
});
after(() => bench.close());

test('it opens from the disk, asks for nothing else and complains of nothing', async () => {
  const opened = await bench.open(file);
  for (const key of ['ArrowRight', 'End', 'Home', 'd', 'q', 't', 't', '?', 'Escape']) await opened.press(key);
  assert.deepEqual(
    opened.requests.filter((url) => !url.startsWith('data:')),
    [`file://${file}`],
  );
  assert.deepEqual(opened.errors, []);
  await opened.close();
});

test('a run that has failed says so at its last step', async () => {
  const scenario = bench.scenario(
    'failing.yaml',
    'scenario: failing\nsays: One card.\nmachines: {m: {slots: {0/4/1/0: {driver: igelan, mac: 0x00306E00000A}}}}\n' +
      'steps: [{boot: m}]\nexpect: [{ioconfig: {machine: m, records: {7: 0/4/1/0}}}]\n',
  );
  const opened = await bench.open(bench.make(scenario).file);
  assert.equal(await opened.page.locator('.note.failed').count(), 0);
  await opened.press('End');
  assert.match(
    await opened.text('.note.failed'),
    /^The run has failed. ioconfig of m: expected <0\/4\/1\/0, lan, 7>; found <0\/4\/1\/0, lan, 0>/,
  );
  await opened.close();
});

interface Shown {
  key: string;
  fate: string;
  cells: Array<{ words: string; lit: boolean }>;
}

// What a table shows: an address by its full form, a changed cell as "2→0".
function shown(opened: Opened, id: string): Promise<Shown[]> {
  return opened.page.evaluate((table) => {
    const rows = [...document.querySelectorAll<HTMLElement>(`[aria-labelledby="table-${table}"] tbody tr[data-key]`)];
    const words = (cell: Element) =>
      [...cell.querySelectorAll('button')]
        .map((button) => {
          const copy = button.cloneNode(true) as HTMLElement;
          for (const mac of copy.querySelectorAll<HTMLElement>('.mac')) mac.textContent = mac.title;
          for (const unseen of copy.querySelectorAll('.unseen')) unseen.remove();
          return copy.textContent;
        })
        .join('');
    return rows.map((row) => ({
      key: row.dataset['key']!,
      fate: row.className,
      cells: [...row.querySelectorAll('td')].map((cell) => ({
        words: words(cell),
        lit: cell.classList.contains('lit'),
      })),
    }));
  }, id);
}

const TABLES: Record<string, { table: string; fields: string[] }> = {
  ioconfig: { table: 'ioconfig', fields: ['instance'] },
  reservation: { table: 'reservation', fields: ['macs', 'state', 'holder'] },
  entry: { table: 'entry', fields: ['macs', 'hw_path', 'driver'] },
};
const said = (value: Row[string] | undefined): string => (value === null || value === undefined ? '–' : String(value));

test('at every step the tables are the folded state, and what is lit is the delta', async () => {
  const opened = await bench.open(file);
  const state = new Map<string, Map<string, Row>>(); // machine and table -> key -> row
  for (const event of events) {
    const changed = new Map<string, Row[string]>();
    const fates = new Map<string, string>();
    const gone = new Map<string, Row>();
    for (const delta of event.delta) {
      const place = `${event.machine} ${delta.table}`;
      const rows = state.get(place) ?? new Map<string, Row>();
      state.set(place, rows);
      if ('field' in delta) {
        const old = rows.get(delta.key)!;
        assert.equal(old[delta.field], delta.before, `step ${event.seq}: the trace itself`);
        changed.set(`${delta.table} ${delta.key} ${delta.field}`, delta.before);
        rows.set(delta.key, { ...old, [delta.field]: delta.after });
      } else if (delta.after) {
        rows.set(delta.key, delta.after);
        fates.set(`${delta.table} ${delta.key}`, 'new');
      } else {
        rows.delete(delta.key);
        gone.set(`${delta.table} ${delta.key}`, delta.before!);
        fates.set(`${delta.table} ${delta.key}`, 'gone');
      }
    }

    await opened.at(event.seq);
    for (const [id, { table, fields }] of Object.entries(TABLES)) {
      const rows = new Map(state.get(`${event.machine} ${table}`) ?? []);
      for (const [place, row] of gone) if (place.startsWith(`${table} `)) rows.set(place.slice(table.length + 1), row);
      const expected = [...rows].map(([key, row]) => ({
        key,
        fate: fates.get(`${table} ${key}`) ?? 'same',
        words: fields.map((field) => {
          const was = changed.get(`${table} ${key} ${field}`);
          return (was === undefined ? '' : `${said(was)}→`) + said(row[field]);
        }),
        lit: fields.filter((field) => changed.has(`${table} ${key} ${field}`)),
      }));
      const found = await shown(opened, id);
      assert.deepEqual(
        found
          .map((row) => ({
            key: row.key,
            fate: row.fate,
            words: row.cells.slice(-fields.length).map((cell) => cell.words),
            lit: fields.filter((_, i) => row.cells[row.cells.length - fields.length + i]!.lit),
          }))
          .sort((a, b) => (a.key < b.key ? -1 : 1)),
        expected.sort((a, b) => (a.key < b.key ? -1 : 1)),
        `step ${event.seq}, ${id}`,
      );
    }
    if (event.seq < events.length) await opened.press('ArrowRight');
  }
  await opened.close();
});

test('the climax: the record changes, the copies are out of date, an arrow leads from lan2 to lan0', async () => {
  const opened = await bench.open(file, `#s=${climax}`);
  const names = await shown(opened, 'names');
  const mover = names.find((row) => row.key === '0/4/2/0')!;

  assert.deepEqual(mover.cells.slice(1, 5).map((cell) => cell.words), ['2→0', '2', '2', '2']);
  assert.equal(await opened.page.locator('.tables td.stale').count(), 3);
  assert.match(await opened.text('.picture .move'), /lan2 → lan0/);
  assert.equal(await opened.text('.card[data-path="0/4/2/0"] .badge text'), 'lan0');
  assert.equal(await opened.page.locator('.bay[data-number="0"] .mark.chosen').count(), 1);
  assert.equal(await opened.page.locator('.bay[data-number="2"] .mark.rejected').count(), 1);
  await opened.close();
});

test('every step has one sentence, its rule and the sentence of the document', async () => {
  const opened = await bench.open(file);
  for (const event of events) {
    await opened.at(event.seq);
    const rule = header.rules[event.rule]!;
    assert.equal((await opened.text('.sentence .said')).replace(/\s+/g, ' '), event.msg);
    assert.equal(await opened.text('.why .rule-id'), event.rule);
    const quote = opened.page.locator('.quote blockquote');
    if (rule.quote) {
      assert.equal((await quote.textContent())!, rule.quote.replaceAll('`', ''));
      assert.ok((await opened.text('.quote figcaption')).endsWith(`“${rule.section}”`));
    } else {
      assert.equal(await quote.count(), 0);
    }
    await opened.press('ArrowRight');
  }
  await opened.close();
});

test('a link that is followed just as the address of the step before is written is not lost', async () => {
  const opened = await bench.open(file, '#s=1');
  await opened.page.evaluate(() => {
    location.hash = '#s=5';
    history.replaceState(null, '', '#s=1'); // before the browser tells the page of the new one
  });
  await opened.at(5);
  await opened.close();
});

test('every key does what the page says, and the link follows', async () => {
  const opened = await bench.open(file, `#s=${climax}`);
  const cause = events[climax - 1]!.cause!;
  await opened.press('c', cause);
  await opened.press('ArrowLeft', cause - 1);
  await opened.press('ArrowRight', cause);
  await opened.press('Home', 1);
  await opened.press('ArrowLeft', 1);
  await opened.press('End', events.length);
  await opened.press('ArrowRight', events.length);
  await opened.press('Home', 1);

  const phase = (event: Event) => `${event.machine} ${event.boot} ${event.phase}`;
  const second = events.find((event) => phase(event) !== phase(events[0]!))!.seq;
  await opened.press('Shift+ArrowRight', second);
  await opened.press('Shift+ArrowLeft', 1);
  await opened.press('PageDown', second);
  await opened.press('PageUp', 1);

  const decisions = events.filter((event) => event.decision).map((event) => event.seq);
  await opened.press('d', decisions[0]);
  await opened.press('d', decisions[1]);
  await opened.press('Shift+D', decisions[0]);
  const lane = events.filter((event) => event.comp === events[decisions[0]! - 1]!.comp).map((event) => event.seq);
  const place = lane.indexOf(decisions[0]!);
  await opened.press('.', lane[place + 1]);
  await opened.press(',', lane[place]);
  await opened.page.waitForFunction((hash) => location.hash === hash, `#s=${decisions[0]}`);

  await opened.press('s');
  await opened.press('Home', 1);
  const told = events.filter((event) => event.weight !== 'plumbing').map((event) => event.seq);
  for (const seq of told.slice(1, 6)) await opened.press('ArrowRight', seq);
  await opened.press('s');

  await opened.press('?');
  await opened.page.locator('dialog[open]').waitFor();
  await opened.press('Escape');
  await opened.page.locator('dialog[open]').waitFor({ state: 'hidden' });

  await opened.press('t');
  const theme = await opened.page.locator('html').getAttribute('data-theme');
  await opened.press('t');
  assert.notEqual(await opened.page.locator('html').getAttribute('data-theme'), theme);
  await opened.close();
});

test('a link to the moment is copied', async () => {
  const opened = await bench.open(file, '#s=5', { permissions: ['clipboard-read', 'clipboard-write'] });
  await opened.press('ArrowRight', 6);
  await opened.press('y');
  await opened.page.locator('.toast p').waitFor();
  const told = await opened.text('.toast p');
  if (told.endsWith('is copied.'))
    assert.equal(await opened.page.evaluate(() => navigator.clipboard.readText()), `file://${file}#s=6`);
  else assert.ok(told.endsWith(`file://${file}#s=6`), told);
  await opened.close();
});

test('it plays by itself, and stops before a question', async () => {
  const first = events.find((event) => event.decision)!.seq;
  const opened = await bench.open(file, `#s=${first - 2}&q=1`);
  await opened.press(' ');
  await opened.page.locator('.options').waitFor();
  assert.equal(await opened.step(), first - 1);
  await opened.page.locator('.controls [aria-label="Play"]').waitFor();
  await opened.close();
});

test('the same moment gives the same picture', async () => {
  const pictures: string[] = [];
  for (let i = 0; i < 2; i++) {
    const opened = await bench.open(file, i === 0 ? `#s=${climax}` : `#s=${climax + 9}`);
    await opened.goTo(`#s=${climax}`, climax);
    pictures.push((await opened.page.screenshot()).toString('base64'));
    await opened.close();
  }
  assert.ok(pictures[0] === pictures[1], 'two pictures of one step differ');
});

test('a key that belongs to the browser, or to a text field, is left alone', async () => {
  const opened = await bench.open(file, '#s=5');
  await opened.press('Control+d');
  await opened.press('Alt+c');
  await opened.page.evaluate(() => {
    const field = document.createElement('input');
    document.body.append(field);
    field.focus();
  });
  await opened.press('c');
  assert.equal(await opened.page.locator('body > input').inputValue(), 'c');
  assert.equal(await opened.step(), 5);
  await opened.close();
});

test('predict mode stops before a decision, shows nothing of what comes, and judges a guess', async () => {
  const first = events.find((event) => event.machine === 'target' && event.decision)!.seq;
  const opened = await bench.open(file, `#s=${first - 1}&q=1`);
  await opened.press('ArrowRight');
  await opened.page.locator('.options button').first().waitFor();
  assert.equal(await opened.step(), first - 1);

  const blocks = opened.page.locator('.block.future');
  for (const block of await blocks.all()) {
    assert.equal(await block.innerText(), '');
    assert.match((await block.getAttribute('aria-label'))!, /not yet shown$/);
  }
  assert.ok((await blocks.count()) > 0);
  const visible = await opened.page.locator('main').evaluate((main) => main.outerHTML);
  assert.ok(!visible.includes('0x00306E00000B'), 'a MAC address that nobody has read yet');
  assert.ok(!visible.includes('000B'));

  const decision = events[first - 1]!.decision!;
  const right = decision.considered.find((candidate) => candidate.ok)!;
  const wrong = decision.considered.find((candidate) => !candidate.ok)!;
  await opened.page.locator('.options button', { hasText: `lan${wrong.v}` }).click();
  await opened.at(first);
  const verdict = await opened.text('.guess');
  assert.ok(verdict.includes(`Not lan${wrong.v}: ${wrong.why}`), verdict);
  assert.ok(verdict.includes(`lan${right.v}: ${right.why}`), verdict);
  assert.equal(await opened.text('.score'), '0 of 1 right');

  await opened.press('d');
  const second = events.find((event) => event.seq > first && event.decision)!;
  const options = await opened.page.locator('.options button').allInnerTexts();
  const answer = second.decision!.considered.find((candidate) => candidate.ok)!;
  const option = options.find((one) => one.endsWith(`lan${answer.v}`))!;
  assert.equal(option[0], String(answer.v), 'the key is the digit of the number');
  await opened.press(option[0], second.seq);
  assert.match(await opened.text('.guess'), /^Yes\./);
  assert.equal(await opened.text('.score'), '1 of 2 right');
  await opened.close();
});

test('a click on a value goes to the step that wrote it, a click on a block to its step', async () => {
  const opened = await bench.open(file, `#s=${events.length}`);
  const writer = (table: string, key: string, field: string) =>
    [...events].reverse().find((event) =>
      event.delta.some((delta) => delta.table === table && delta.key === key && (!('field' in delta) || delta.field === field)),
    )!.seq;
  await opened.page.locator('tr[data-key="0/4/2/0 lan"] td[data-field="instance"] button').click();
  await opened.at(writer('ioconfig', '0/4/2/0 lan', 'instance'));
  assert.equal(await opened.step(), climax);

  await opened.page.locator(`.block[aria-label^="${climax - 1}:"]`).click();
  await opened.at(climax - 1);
  await opened.page.locator('.steps button').first().click();
  await opened.at(events[climax - 2]!.cause!);

  await opened.goTo(`#s=${events.length}`, events.length);
  await opened.press('w');
  await opened.press('Enter');
  assert.notEqual(await opened.step(), events.length);
  await opened.close();
});

test('the slider is reached by the keyboard and says where it stands', async () => {
  const opened = await bench.open(file, '#s=5');
  const slider = opened.page.locator('input[type=range]');
  await slider.focus();
  await opened.press('ArrowRight', 6);
  assert.equal(await slider.getAttribute('aria-valuetext'), `6 of ${events.length}. ${events[5]!.msg}`);
  await slider.fill('40');
  await opened.at(40);
  assert.equal(await opened.page.locator('.said').getAttribute('aria-live'), 'polite');
  await opened.close();
});

test('the machine that acts is shown; another one can be looked at', async () => {
  const opened = await bench.open(file, '#s=30');
  const pressed = () => opened.text('.machines button[aria-pressed=true]');
  assert.equal(await pressed(), 'source');
  await opened.page.locator('.machines button', { hasText: 'target' }).click();
  assert.equal(await pressed(), 'target');
  assert.equal(await opened.page.locator('tr[data-key]').count(), 0);
  await opened.press('ArrowRight', 31);
  assert.equal(await pressed(), 'source');
  await opened.goTo(`#s=${climax}`, climax);
  assert.equal(await pressed(), 'target');
  await opened.close();
});

test('without scripts the transcript tells every step', async () => {
  const opened = await bench.open(file, '', { javaScriptEnabled: false });
  const text = await opened.page.locator('.transcript').innerText();
  for (const event of events) assert.ok(text.includes(event.msg), event.msg);
  assert.ok(text.includes(header.rules['A3']!.quote));
  assert.equal(await opened.page.locator('#app').innerText(), '');
  await opened.close();
});

test('on paper there is the transcript, not the page', async () => {
  const opened = await bench.open(file, `#s=${climax}`);
  await opened.page.emulateMedia({ media: 'print' });
  await opened.page.locator('#print .transcript article').last().waitFor();
  assert.equal(await opened.page.locator('#print article').count(), events.length);
  assert.ok(!(await opened.page.locator('#app').isVisible()));
  await opened.page.emulateMedia({ media: 'screen' });
  assert.ok(!(await opened.page.locator('#print').isVisible()));
  await opened.close();
});

test('who wants no motion gets none', async () => {
  const opened = await bench.open(file, `#s=${climax}`, { reducedMotion: 'reduce' });
  await opened.press('ArrowRight', climax + 1);
  assert.equal(await opened.page.evaluate(() => document.getAnimations().length), 0);
  await opened.close();
});

test('one screen holds everything, and a narrow one does not scroll sideways', async () => {
  for (const [width, height] of [[1280, 800], [1440, 900], [1600, 1000], [1920, 1080], [390, 844], [320, 640]] as const) {
    const opened = await bench.open(file, `#s=${climax}`, { viewport: { width, height } });
    const over = await opened.page.evaluate(() => ({
      x: document.documentElement.scrollWidth - innerWidth,
      y: document.documentElement.scrollHeight - innerHeight,
      cells: [...document.querySelectorAll('.sentence, .lanes, .picture-fit')].filter(
        (one) => one.scrollHeight > one.clientHeight + 1 && getComputedStyle(one).display !== 'none',
      ).length,
    }));
    assert.ok(over.x <= 0, `${width}x${height}: ${over.x} pixels too wide`);
    if (width > 900) assert.ok(over.y <= 0, `${width}x${height}: ${over.y} pixels too high`);
    if (width > 900) assert.equal(over.cells, 0, `${width}x${height}: something is cut off`);
    await opened.close();
  }
});

test('the page is small, and its data cannot end their script', () => {
  const page = read(file);
  assert.ok(page.length < 250_000, `${page.length} bytes`);
  const scripts = page.match(/<script\b/g) ?? [];
  assert.equal(scripts.length, 2);
  assert.match(page, /http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-/);
  const data = /id="trace">([^]*?)<\/script>/.exec(page)![1]!;
  assert.ok(!data.includes('<'));
  assert.equal((JSON.parse(data) as Line[]).length, events.length + 2);
});

test('a lesson begins with its goal and ends with what to take home', async () => {
  const lesson = { number: 3, title: 'Reserve', goal: 'Say why lan2 becomes lan0.', summary: 'By its MAC address.' };
  const page = read(file).replace('"choices":', `"lesson":${JSON.stringify(lesson)},"choices":`);
  const opened = await bench.open(bench.scenario('lesson.html', page));
  assert.equal(await opened.text('.note.lesson'), 'Lesson 3: Reserve. Say why lan2 becomes lan0.');
  await opened.press('ArrowRight', 2);
  assert.equal(await opened.page.locator('.note.lesson').count(), 0);
  await opened.press('End', events.length);
  assert.equal(await opened.text('.note.lesson'), 'What to take home. By its MAC address.');
  await opened.close();
});

test('no scenario can smuggle anything into its page', async () => {
  const evil = `</script><img src=x onerror="document.title='owned'">`;
  const scenario = bench.scenario(
    'evil.yaml',
    [
      `scenario: '${evil.replaceAll("'", "''")}'`,
      'says: A name that would break out.',
      'machines: {m: {slots: {0/4/1/0: {driver: igelan, mac: 0x00306E00000A}}}}',
      'steps: [{boot: m}]',
      '',
    ].join('\n'),
  );
  const made = bench.make(scenario);
  const opened = await bench.open(made.file);
  assert.equal(await opened.text('header h1'), evil);
  assert.equal(await opened.page.locator('img').count(), 0);
  assert.equal(await opened.page.title(), evil);
  assert.deepEqual(opened.errors, []);
  await opened.page.emulateMedia({ media: 'print' });
  await opened.page.locator('#print article').first().waitFor();
  assert.equal(await opened.page.locator('img').count(), 0);
  await opened.close();
});

test('the program fills the page that web/ has built, and nothing else', () => {
  const viewer = read(`${root}/web/dist/viewer.html`);
  const page = read(file);
  const pieces = viewer.split(/@@GIOSIM_[A-Z]+@@/);
  let at = 0;
  for (const piece of pieces) {
    const found = page.indexOf(piece, at);
    assert.ok(found >= at, piece.slice(0, 60));
    at = found + piece.length;
  }
  assert.equal(at, page.length);
  const data = /id="trace">([^]*?)<\/script>/.exec(page)![1]!;
  const trace = giosim('run', '--format', 'jsonl', EXAMPLE);
  assert.equal(data, `[\n${trace.trimEnd().replaceAll('\n', ',\n').replaceAll('<', '\\u003c')}\n]`);
});
