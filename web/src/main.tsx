// The page opens: the trace that stands in it is read, and what the link says is shown.

import { mount } from './mount.tsx';
import { printTranscript } from './print.ts';
import { Store } from './store.ts';
import type { Line } from './trace_types.ts';

const text = document.getElementById('trace')?.textContent ?? '';
printTranscript();
mount(new Store(JSON.parse(text) as Line[]), document.getElementById('app')!);
