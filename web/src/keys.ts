// One table of keys: what they do, and what the page says about them.

import type { Store } from './store.ts';

export interface Key {
  keys: string[]; // as KeyboardEvent.key; "Shift+" in front of names that a key alone has, too
  shown: string; // as the page says it
  does: string;
  act: (store: Store, key: string) => void;
}

export const KEYS: Key[] = [
  { keys: ['ArrowRight', 'ArrowDown'], shown: '→', does: 'next step', act: (s) => s.next() },
  { keys: ['ArrowLeft', 'ArrowUp'], shown: '←', does: 'step back', act: (s) => s.previous() },
  { keys: ['Shift+ArrowRight', 'PageDown'], shown: 'Shift →', does: 'next phase', act: (s) => s.nextPhase() },
  { keys: ['Shift+ArrowLeft', 'PageUp'], shown: 'Shift ←', does: 'phase before', act: (s) => s.previousPhase() },
  { keys: ['Home'], shown: 'Home', does: 'first step', act: (s) => s.go(1) },
  { keys: ['End'], shown: 'End', does: 'last step', act: (s) => s.go(s.count) },
  { keys: [' '], shown: 'Space', does: 'play, pause', act: (s) => s.togglePlay() },
  { keys: ['d'], shown: 'D', does: 'next decision', act: (s) => s.nextDecision() },
  { keys: ['D'], shown: 'Shift D', does: 'decision before', act: (s) => s.previousDecision() },
  { keys: ['.'], shown: '.', does: 'next step of this component', act: (s) => s.nextInLane() },
  { keys: [','], shown: ',', does: 'step of this component before', act: (s) => s.previousInLane() },
  { keys: ['c'], shown: 'C', does: 'to the cause', act: (s) => s.cause() },
  { keys: ['w'], shown: 'W', does: 'into the tables; Enter goes to the step that wrote a value', act: focusTables },
  { keys: ['s'], shown: 'S', does: 'story: skip the steps that only pass numbers on', act: (s) => s.toggleStory() },
  { keys: ['q'], shown: 'Q', does: 'predict mode: it asks before it shows', act: (s) => s.togglePredict() },
  { keys: Array.from('0123456789'), shown: '0 … 9', does: 'answer the question', act: (s, key) => s.answer(key) },
  { keys: ['Escape'], shown: 'Esc', does: 'leave the question', act: leave },
  { keys: ['y'], shown: 'Y', does: 'copy a link to this step', act: (s) => void copyLink(s) },
  { keys: ['t'], shown: 'T', does: 'light or dark', act: toggleTheme },
  { keys: ['p'], shown: 'P', does: 'print all steps', act: () => window.print() },
  { keys: ['?'], shown: '?', does: 'these keys', act: (s) => (s.dialog.value = 'keys') },
];

// True: the key was ours.
export function press(store: Store, event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const [innermost] = event.composedPath(); // also within an editor's shadow root
  const target = innermost instanceof Element ? innermost : null;
  if (target?.closest('input:not([type=range]), textarea, select, [contenteditable]')) return false;
  if (target?.closest('dialog[open]')) return false;
  // A button that has the focus is pressed with these.
  if ((event.key === ' ' || event.key === 'Enter') && target?.closest('button, a')) return false;

  const letter = /^[a-z]$/i.test(event.key);
  const name = event.shiftKey && event.key.length > 1 ? `Shift+${event.key}` : event.key;
  const found = KEYS.find((key) => key.keys.includes(letter && event.shiftKey ? name.toUpperCase() : name));
  if (!found) return false;
  event.preventDefault();
  found.act(store, event.key);
  return true;
}

export async function copyLink(store: Store): Promise<void> {
  const link = location.href.replace(/#.*$/, '') + store.hash;
  try {
    await navigator.clipboard.writeText(link);
    store.say('The link to this step is copied.');
  } catch {
    store.say(`The link to this step: ${link}`);
  }
}

export function toggleTheme(store: Store): void {
  const dark = store.theme.value ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  store.theme.value = dark === 'dark' ? 'light' : 'dark';
}

function leave(store: Store): void {
  store.question.value = null;
  store.peek.value = null;
}

function focusTables(): void {
  const cell =
    document.querySelector<HTMLElement>('.tables .lit button') ??
    document.querySelector<HTMLElement>('.tables td button');
  cell?.focus();
}
