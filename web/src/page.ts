// What a page does around what it shows, whichever run that is: its link, its keys, its theme, its print.

import { effect } from '@preact/signals';

import { press } from './keys.ts';
import { printTranscript } from './print.ts';
import type { Store } from './store.ts';

const SETTLE_MS = 150;
const THEME = 'giosim-theme';

// The theme that was chosen last, for a page that has none yet.
export function rememberTheme(store: Store): void {
  let theme: string | null = null;
  try {
    theme = localStorage.getItem(THEME);
  } catch {
    // a page from the disk may have no storage
  }
  if (theme === 'light' || theme === 'dark') store.theme.value = theme;
}

// `current` is read as a signal: the run that is shown, once there is one.
export function startPage(current: () => Store | null): void {
  effect(() => {
    const chosen = current()?.theme.value;
    if (!chosen) return;
    document.documentElement.dataset['theme'] = chosen;
    try {
      localStorage.setItem(THEME, chosen);
    } catch {
      // not remembered, then
    }
  });
  // Browsers take it ill when the address changes with every step of somebody in a hurry.
  let settled: ReturnType<typeof setTimeout>;
  effect(() => {
    const hash = current()?.hash;
    clearTimeout(settled);
    settled = setTimeout(() => hash && hash !== location.hash && history.replaceState(null, '', hash), SETTLE_MS);
  });
  // What the reader asked for; the address may be that of the step before again by now.
  addEventListener('hashchange', (event) => current()?.follow(new URL(event.newURL).hash));
  addEventListener('keydown', (event) => {
    const store = current();
    if (store) press(store, event);
  });
  printTranscript();
}
