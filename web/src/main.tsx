// The page opens: the trace that stands in it is read, and what the link says is shown.

import { render } from 'preact';

import { rememberTheme, startPage } from './page.ts';
import { Store } from './store.ts';
import type { Line } from './trace_types.ts';
import { Page } from './views/frame.tsx';

function open(): void {
  const text = document.getElementById('trace')?.textContent ?? '';
  const store = new Store(JSON.parse(text) as Line[]);
  rememberTheme(store);
  store.follow(location.hash);
  startPage(() => store);
  render(<Page store={store} />, document.getElementById('app')!);
}

open();
