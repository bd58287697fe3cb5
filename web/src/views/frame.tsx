// The page: title, sentence, the three panes, the lanes.

import { KEYS, copyLink, toggleTheme } from '../keys.ts';
import type { Store } from '../store.ts';
import { LanesPane } from './lanes.tsx';
import { PicturePane } from './picture.tsx';
import { Said } from './said.tsx';
import { TablesPane } from './tables.tsx';
import { WhyPane } from './why.tsx';
import { useEffect, useRef } from 'preact/hooks';

export function Page({ store }: { store: Store }) {
  return (
    <>
      <TitleBar store={store} />
      <main>
        <Sentence store={store} />
        <PicturePane store={store} />
        <TablesPane store={store} />
        <WhyPane store={store} />
        <LanesPane store={store} />
      </main>
      <Toast store={store} />
      <KeysDialog store={store} />
    </>
  );
}

function TitleBar({ store }: { store: Store }) {
  const { scenario } = store.trace.header;
  const { right, asked } = store.score;
  return (
    <header>
      <span class="brand">
        <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
          <path d="M4 4V15Q4 18 7 18H11M4 8H11Q15 8 15 11" fill="none" stroke="currentColor" stroke-width="2" />
          <circle cx="4" cy="4" r="2.6" fill="currentColor" />
          <circle cx="15" cy="12.6" r="2.6" class="brand-a" />
          <circle cx="13" cy="18" r="2.6" fill="currentColor" />
        </svg>
        giosim
      </span>
      <h1 title={scenario.source ?? ''}>{scenario.name}</h1>
      <div class="actions">
        {store.predict.value && (
          <span class="score" role="status">
            {asked === 0 ? 'no guess yet' : `${right} of ${asked} right`}
          </span>
        )}
        <Action name="Story" hint="S" pressed={store.story.value} act={() => store.toggleStory()} />
        <Action name="Predict" hint="Q" pressed={store.predict.value} act={() => store.togglePredict()} />
        <Action name="Copy link" hint="Y" act={() => void copyLink(store)} />
        <Action name="Theme" hint="T" act={() => toggleTheme(store)} />
        <Action name="Keys" hint="?" act={() => (store.dialog.value = 'keys')} />
      </div>
    </header>
  );
}

function Action({ name, hint, act, pressed }: { name: string; hint: string; act: () => void; pressed?: boolean }) {
  return (
    <button type="button" onClick={act} {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}>
      <span>{name}</span> <kbd>{hint}</kbd>
    </button>
  );
}

function Sentence({ store }: { store: Store }) {
  const { event, seq, stretch } = store.step.value;
  const phase = store.trace.header.phases.find((one) => one.id === stretch.phase);
  return (
    <section class="pane sentence" aria-label="This step" data-step={seq}>
      <p class="count">
        step{' '}
        <span>
          <b>{seq}</b> of {store.count}
        </span>
      </p>
      <p class="said" aria-live="polite">
        <Said store={store} text={event.msg} />
      </p>
      <p class="when">
        <b>
          {event.machine}
          {event.boot > 0 && `, boot ${event.boot}`}
        </b>
        <span>{phase?.title}</span>
        <span class="mono">{timeOf(event.t, event.boot)}</span>
      </p>
    </section>
  );
}

export function timeOf(nanoseconds: number, boot: number): string {
  if (boot === 0) return '';
  return `power-on + ${(nanoseconds / 1e6).toFixed(3)} ms`;
}

const TOAST_MS = 3500;

function Toast({ store }: { store: Store }) {
  const words = store.toast.value;
  useEffect(() => {
    if (!words) return;
    const timer = setTimeout(() => (store.toast.value = null), TOAST_MS);
    return () => clearTimeout(timer);
  }, [words]);
  return (
    <div class="toast" role="status">
      {words && <p>{words}</p>}
    </div>
  );
}

function KeysDialog({ store }: { store: Store }) {
  const ref = useRef<HTMLDialogElement>(null);
  const open = store.dialog.value === 'keys';
  useEffect(() => {
    if (open) ref.current?.showModal();
    else ref.current?.close();
  }, [open]);
  return (
    <dialog ref={ref} aria-labelledby="keys-title" onClose={() => (store.dialog.value = null)}>
      <h2 id="keys-title">Keys</h2>
      <dl>
        {KEYS.filter((key) => key.shown).map((key) => (
          <div key={key.shown}>
            <dt>
              <kbd>{key.shown}</kbd>
            </dt>
            <dd>{key.does}</dd>
          </div>
        ))}
      </dl>
      <p>
        A click on a cell goes to the step that wrote it. Colour and shape are a MAC address; amber is what this step
        changed; red is gone or out of date; a hatched number is reserved.
      </p>
      <p class="about">
        Made by {store.trace.header.engine} from {store.trace.header.scenario.source ?? store.trace.header.scenario.name}
        {store.trace.header.choices && `, choices ${store.trace.header.choices}`}.
      </p>
      <form method="dialog">
        <button class="main">Close</button>
      </form>
    </dialog>
  );
}
