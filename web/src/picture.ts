// The picture's contents: adapters above, numbers as bays below, and who is parked where.

import type { Tables } from './fold.ts';
import { natural } from './natural.ts';
import { classOf, numbersOf } from './predict.ts';
import type { Question } from './predict.ts';
import { Changes } from './tables.ts';
import type { Trace } from './trace.ts';
import type { Event } from './trace_types.ts';

const MAC = /0x[0-9A-F]{12}/g;

export interface Card {
  path: string;
  driver: string;
  state: string;
  instance: number | null;
  before: number | null; // the instance that this step takes away
  mac: string | null; // what the driver has read
  future: string | null; // what it is going to read
  up: boolean; // its reset is over
  ghost: string | null; // no hardware here: why it is drawn
  lit: boolean;
  subject: boolean;
}

export interface Bay {
  number: number;
  holder: string | null; // a H/W path
  mac: string | null; // of the holder
  reservedFor: string[];
  waiting: boolean; // reserved, and nobody has come
  note: string;
  verdict: 'chosen' | 'rejected' | 'asked' | null;
  lit: boolean;
}

export interface Move {
  path: string;
  from: number;
  to: number;
}

export interface Picture {
  className: string;
  cards: Card[];
  bays: Bay[];
  move: Move | null;
  focusPath: string | null;
  focusNumbers: number[];
}

interface Scene {
  trace: Trace;
  event: Event;
  machine: string;
  tables: Tables | undefined;
  question: Question | null;
  predicting: boolean;
}

export function pictureOf(scene: Scene): Picture {
  const { event, machine, question } = scene;
  const acts = event.machine === machine;
  const changes = new Changes(event, machine);
  const className = question?.className ?? (acts ? classInSight(scene) : 'lan');
  const cards = cardsOf(scene, changes, className);
  const moved = cards.find((card) => card.before !== null && card.instance !== null);
  const move = moved ? { path: moved.path, from: moved.before!, to: moved.instance! } : null;
  const bays = baysOf(scene, changes, className, cards);
  const subject = cards.find((card) => card.subject);
  const focusNumbers = [
    ...(move ? [move.to, move.from] : []),
    ...bays.filter((bay) => bay.verdict === 'chosen' || bay.verdict === 'asked').map((bay) => bay.number),
    ...bays.filter((bay) => bay.lit).map((bay) => bay.number),
    ...(subject && subject.instance !== null ? [subject.instance] : []),
  ];
  return { className, cards, bays, move, focusPath: subject?.path ?? null, focusNumbers };
}

function classInSight({ event, tables }: Scene): string {
  if (typeof event.fields['class'] === 'string') return classOf(event);
  const own = event.subject ? tables?.get('node')?.get(event.subject)?.['class'] : undefined;
  return typeof own === 'string' ? own : 'lan';
}

function cardsOf(scene: Scene, changes: Changes, className: string): Card[] {
  const { trace, event, machine, tables, predicting } = scene;
  const cards = new Map<string, Card>();
  const nodes = new Map(tables?.get('node'));
  const gone = changes.gone.get('node') ?? new Map();
  for (const [path, row] of [...nodes, ...gone]) {
    if (row['class'] !== className) continue;
    const hdm = tables?.get('hdm')?.get(path);
    const instance = Number(row['instance'] ?? -1);
    const before = changes.before('node', path, 'instance');
    const mac = typeof hdm?.['mac'] === 'string' ? hdm['mac'] : null;
    const isGone = gone.has(path);
    cards.set(path, {
      path,
      driver: typeof row['driver'] === 'string' ? row['driver'] : '',
      state: String(row['state'] ?? ''),
      instance: instance >= 0 && !isGone ? instance : null,
      before: typeof before === 'number' && before >= 0 ? before : null,
      mac,
      future: mac || predicting ? null : trace.futureMac(machine, path, event.seq),
      up: tables?.get('ilan')?.get(path)?.['up'] === true,
      ghost: isGone ? 'gone with the power' : null,
      lit: changes.touches('node', path) || changes.isLit('hdm', path, 'mac'),
      subject: event.machine === machine && event.subject === path,
    });
  }
  for (const [key, row] of tables?.get('reservation') ?? []) {
    const path = row['hw_path'];
    if (typeof path !== 'string' || cards.has(path) || key.split(' ')[0] !== className) continue;
    cards.set(path, ghost(path, `saved as ${key.split(' ').join('')}`));
  }
  return [...cards.values()].sort((a, b) => natural(a.path, b.path));
}

function ghost(path: string, why: string): Card {
  return {
    path,
    driver: '',
    state: '',
    instance: null,
    before: null,
    mac: null,
    future: null,
    up: false,
    ghost: why,
    lit: false,
    subject: false,
  };
}

function baysOf(scene: Scene, changes: Changes, className: string, cards: readonly Card[]): Bay[] {
  const { trace, event, machine, tables, question } = scene;
  const bays = new Map<number, Bay>();
  const bay = (number: number): Bay => {
    let known = bays.get(number);
    if (!known) bays.set(number, (known = emptyBay(number)));
    return known;
  };
  for (const number of trace.numbersOf.get(`${machine}\n${className}`) ?? []) bay(number);

  for (const [key, row] of tables?.get('reservation') ?? []) {
    const [own, number] = key.split(' ');
    if (own !== className) continue;
    const held = bay(Number(number));
    held.reservedFor = String(row['macs'] ?? '').match(MAC) ?? [];
    held.waiting = row['holder'] === null && row['state'] === 'reserved';
    held.note = held.waiting ? 'reserved for' : String(row['state'] ?? '');
    held.lit = changes.touches('reservation', key);
  }
  for (const card of cards) {
    if (card.instance === null) continue;
    const held = bay(card.instance);
    held.holder = card.path;
    held.mac = card.mac;
    if (changes.isLit('node', card.path, 'instance')) held.lit = true;
  }
  if (question) {
    for (const option of question.options) bay(option.number).verdict = 'asked';
  } else if (event.machine === machine && event.decision) {
    for (const candidate of event.decision.considered) {
      const [first, last] = numbersOf(candidate);
      bay(first);
      for (const [number, held] of bays)
        if (number >= first && number <= last) held.verdict = candidate.ok ? 'chosen' : 'rejected';
    }
  }
  const numbers = [...bays.keys()];
  let spare = 0;
  while (bays.size < 4) {
    if (!numbers.includes(spare)) bay(spare);
    spare++;
  }
  return [...bays.values()].sort((a, b) => a.number - b.number);
}

function emptyBay(number: number): Bay {
  return {
    number,
    holder: null,
    mac: null,
    reservedFor: [],
    waiting: false,
    note: '',
    verdict: null,
    lit: false,
  };
}

// Of a list that is too long, those around what matters: all of `focus`, then its neighbours.
export function around<Item>(items: readonly Item[], room: number, focus: readonly number[]): Item[] {
  if (items.length <= room) return [...items];
  const places = new Set(focus.filter((place) => place >= 0).slice(0, room));
  const middle = focus[0] !== undefined && focus[0] >= 0 ? focus[0] : 0;
  for (let far = 0; places.size < room && far < items.length; far++)
    for (const place of [middle - far, middle + far])
      if (place >= 0 && place < items.length && places.size < room) places.add(place);
  return [...places].sort((a, b) => a - b).map((place) => items[place]!);
}
