// The page opens: the trace that stands in it is read, and what the link says is shown.

import { effect } from '@preact/signals';
import { render } from 'preact';

import { press } from './keys.ts';
import { printTranscript } from './print.ts';
import { Store } from './store.ts';
import type { Line } from './trace_types.ts';
import { Page } from './views/frame.tsx';

const SETTLE_MS = 150;
const THEME = 'giosim-theme';

function remembered(): string | null {
  try {
    return localStorage.getItem(THEME);
  } catch {
    return null; // a page from the disk may have no storage
  }
}

function open(): void {
  const text = document.getElementById('trace')?.textContent ?? '';
  const store = new Store(JSON.parse(text) as Line[]);
  const theme = remembered();
  if (theme === 'light' || theme === 'dark') store.theme.value = theme;
  store.follow(location.hash);

  effect(() => {
    const chosen = store.theme.value;
    if (chosen) document.documentElement.dataset['theme'] = chosen;
    try {
      if (chosen) localStorage.setItem(THEME, chosen);
    } catch {
      // not remembered, then
    }
  });
  // Browsers take it ill when the address changes with every step of somebody in a hurry.
  let settled: ReturnType<typeof setTimeout>;
  effect(() => {
    const { hash } = store;
    clearTimeout(settled);
    settled = setTimeout(() => hash !== location.hash && history.replaceState(null, '', hash), SETTLE_MS);
  });
  addEventListener('hashchange', () => store.follow(location.hash));
  addEventListener('keydown', (event) => press(store, event));
  printTranscript();
  render(<Page store={store} />, document.getElementById('app')!);
}

open();
