// A store on the screen: its page is drawn, keys and the link act on it, its theme is remembered.

import { effect } from '@preact/signals';
import { render } from 'preact';

import { press } from './keys.ts';
import type { Store } from './store.ts';
import { Page } from './views/frame.tsx';

// Browsers take it ill when the address changes with every step of somebody in a hurry.
const SETTLE_MS = 150;
const THEME = 'giosim-theme';

// Returns what takes it off the screen again, so that another run can have its place.
export function mount(store: Store, place: HTMLElement): () => void {
  const theme = remembered();
  if (theme === 'light' || theme === 'dark') store.theme.value = theme;
  store.follow(location.hash);

  let settled: ReturnType<typeof setTimeout>;
  const endings = [
    effect(() => {
      const chosen = store.theme.value;
      if (!chosen) return;
      document.documentElement.dataset['theme'] = chosen;
      remember(chosen);
    }),
    effect(() => {
      const { hash } = store;
      clearTimeout(settled);
      settled = setTimeout(() => hash !== location.hash && history.replaceState(null, '', hash), SETTLE_MS);
    }),
    () => clearTimeout(settled),
    () => store.pause(),
    listen('hashchange', () => store.follow(location.hash)),
    listen('keydown', (event) => void press(store, event)),
  ];
  render(<Page store={store} />, place);
  return () => endings.forEach((end) => end());
}

function listen<Name extends keyof WindowEventMap>(name: Name, act: (event: WindowEventMap[Name]) => void) {
  addEventListener(name, act);
  return () => removeEventListener(name, act);
}

// A page from the disk may have no storage; then nothing is remembered.
function remembered(): string | null {
  try {
    return localStorage.getItem(THEME);
  } catch {
    return null;
  }
}

function remember(theme: string): void {
  try {
    localStorage.setItem(THEME, theme);
  } catch {
    return;
  }
}
