// The playground: a scenario on the left, its run on the right, and a run again whenever the text rests.

import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

import { rememberTheme, startPage } from '../page.ts';
import { Store } from '../store.ts';
import { Page } from '../views/frame.tsx';
import * as engine from './engine.ts';
import type { Problem } from './engine.ts';
import { Editor } from './editor.ts';
import { samePlace } from './same_place.ts';
import { SchemaWords } from './schema_words.ts';

const REST_MS = 300; // after the last key

type Status =
  | { kind: 'running' }
  | { kind: 'passed'; facts: number }
  | { kind: 'failed'; problems: readonly Problem[] }
  | { kind: 'refused'; problems: readonly Problem[] }
  | { kind: 'unreachable' };

const store = signal<Store | null>(null);
const status = signal<Status>({ kind: 'running' });
const stale = signal(false); // the text has changed since the run that is shown
const lessons = signal<readonly engine.Lesson[]>([]);

let editor: Editor | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let underWay = new AbortController();

function changed(): void {
  stale.value = true;
  clearTimeout(timer);
  timer = setTimeout(() => void runNow(), REST_MS);
}

async function runNow(): Promise<void> {
  if (!editor) return;
  clearTimeout(timer);
  underWay.abort();
  underWay = new AbortController();
  const { signal: mine } = underWay;
  const text = editor.text;
  status.value = { kind: 'running' };
  let answer: engine.Answer;
  try {
    answer = await engine.run(text, mine);
  } catch (error) {
    if (mine.aborted) return; // another run is on its way
    throw error;
  }
  if (mine.aborted) return;
  if (answer.kind === 'ran') {
    const fresh = new Store(answer.trace);
    const before = store.value;
    if (before) {
      takeOver(before, fresh);
    } else {
      rememberTheme(fresh);
      fresh.follow(location.hash);
    }
    store.value = fresh;
    stale.value = editor.text !== text;
    const { passed, failures, facts } = answer.verdict;
    editor.show(failures, 'warning');
    status.value = passed ? { kind: 'passed', facts } : { kind: 'failed', problems: failures };
  } else if (answer.kind === 'refused') {
    editor.show(answer.problems, 'error');
    status.value = { kind: 'refused', problems: answer.problems };
  } else {
    status.value = { kind: 'unreachable' };
  }
}

// The reader stays where he was, in his mode.
function takeOver(before: Store, fresh: Store): void {
  before.pause();
  fresh.theme.value = before.theme.value;
  fresh.predict.value = before.predict.value;
  fresh.go(samePlace(before.trace.events, before.seq.value, fresh.trace.events));
}

function save(): void {
  if (!editor) return;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([editor.text], { type: 'application/yaml' }));
  link.download = `${fileName(store.value?.trace.header.scenario.name ?? 'scenario')}.yaml`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

const fileName = (name: string) => name.toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_|_$/g, '') || 'scenario';

async function openFile(input: HTMLInputElement): Promise<void> {
  const file = input.files?.[0];
  if (!file || !editor) return;
  editor.text = await file.text();
  input.value = '';
}

function openLesson(name: string): void {
  const lesson = lessons.value.find((one) => one.name === name);
  if (!lesson || !editor) return;
  store.value?.go(1);
  editor.text = lesson.text;
}

const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;

function StatusLine() {
  const now = status.value;
  const shown = store.value && stale.value ? ' The run of the last good text is shown.' : '';
  switch (now.kind) {
    case 'running':
      return <p>Running…</p>;
    case 'passed':
      return <p class="good">It runs, and all is as expected: {counted(now.facts, 'fact')}.</p>;
    case 'unreachable':
      return <p class="bad">giosim does not answer. Is `giosim serve` still running?{shown}</p>;
    case 'failed':
      return <Problems words="It runs, but not as expected." problems={now.problems} />;
    case 'refused':
      return <Problems words={`${counted(now.problems.length, 'mistake')}.${shown}`} problems={now.problems} />;
  }
}

function Problems({ words, problems }: { words: string; problems: readonly Problem[] }) {
  return (
    <>
      <p class="bad">{words}</p>
      <ul>
        {problems.slice(0, 8).map(({ line, column, sentence }) => (
          <li key={`${line}:${column}:${sentence}`}>
            {line > 0 ? (
              <button type="button" onClick={() => editor?.goTo(line, column)}>
                line {line}
              </button>
            ) : null}{' '}
            {sentence}
          </li>
        ))}
        {problems.length > 8 && <li>and {problems.length - 8} more</li>}
      </ul>
    </>
  );
}

function EditorPane({ text, words }: { text: string; words: SchemaWords }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    editor = new Editor({ host: host.current!, text, words, changed, runNow: () => void runNow() });
    void runNow();
  }, []);
  return (
    <aside class="editor" aria-label="Scenario">
      <div class="tools">
        <h2>Scenario</h2>
        {lessons.value.length > 0 && (
          <select aria-label="Lessons" value="" onChange={(event) => openLesson(event.currentTarget.value)}>
            <option value="">Lessons…</option>
            {lessons.value.map((lesson) => (
              <option key={lesson.name} value={lesson.name}>
                {lesson.title}
              </option>
            ))}
          </select>
        )}
        <label class="button">
          Open
          <input type="file" accept=".yaml,.yml" onChange={(event) => void openFile(event.currentTarget)} />
        </label>
        <button type="button" onClick={save}>
          Save
        </button>
        <button type="button" class="main" title="Ctrl-Enter" onClick={() => void runNow()}>
          Run
        </button>
      </div>
      <div class="text" ref={host} />
      <div class="status" role="status" data-status={status.value.kind}>
        <StatusLine />
      </div>
    </aside>
  );
}

function Playground({ text, words }: { text: string; words: SchemaWords }) {
  return (
    <div class="playground">
      <EditorPane text={text} words={words} />
      <div class={stale.value ? 'run stale' : 'run'}>
        {store.value ? <Page store={store.value} /> : <p class="waiting">The run will be here.</p>}
      </div>
    </div>
  );
}

async function open(): Promise<void> {
  const [text, schema, known] = await Promise.all([engine.firstText(), engine.schema(), engine.lessons()]);
  lessons.value = known;
  startPage(() => store.value);
  effect(() => {
    document.title = `${store.value?.trace.header.scenario.name ?? 'playground'} · giosim`;
  });
  render(<Playground text={text} words={new SchemaWords(schema)} />, document.getElementById('app')!);
}

void open();
