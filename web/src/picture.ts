// The picture's contents: adapters above, numbers as bays below, and who is parked where.

import { isCell, keysInOrder } from './fold.ts';
import type { Tables } from './fold.ts';
import { natural } from './natural.ts';
import { classOf, isAmong, numbersOf } from './predict.ts';
import type { Question } from './predict.ts';
import { Changes } from './tables.ts';
import type { Init, Trace } from './trace.ts';
import type { Event } from './trace_types.ts';

const MAC = /0x[0-9A-F]{12}/g;

export interface Card {
  path: string;
  driver: string;
  state: string;
  instance: number | null;
  mac: string | null; // what the driver has read
  future: string | null; // what it is going to read
  init: Init;
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
  paths: number; // how many there are; `cards` are those in sight
  cards: Card[];
  bays: Bay[];
  move: Move | null;
}

interface Scene {
  trace: Trace;
  event: Event;
  machine: string;
  tables: Tables | undefined;
  question: Question | null;
  predicting: boolean;
}

// As many cards and bays as there is room for, around what this step is about.
export function pictureOf(scene: Scene, room: { cards: number; bays: number }): Picture {
  const { event, machine, question, tables } = scene;
  const changes = new Changes(event, machine);
  const acts = event.machine === machine;
  const className = question?.className ?? (acts ? classInSight(scene) : 'lan');

  const paths = pathsOf(scene, changes, className);
  const subject = acts ? subjectOf(event) : null;
  const focus = subject === null ? -1 : paths.indexOf(subject);
  const cards = around(paths, room.cards, [focus]).map((path) => cardOf(scene, changes, path, className));

  const move = moveOf(event, changes, tables, className);
  const bays = baysOf(scene, changes, className);
  const held = subject === null ? -1 : Number(tables?.get('node')?.get(subject)?.['instance'] ?? -1);
  const numbers = [
    ...(move ? [move.to, move.from] : []),
    ...bays.filter((bay) => bay.verdict === 'chosen' || bay.verdict === 'asked').map((bay) => bay.number),
    ...bays.filter((bay) => bay.lit).map((bay) => bay.number),
    acts ? Number(event.fields['instance'] ?? -1) : -1,
    held,
    ...cards.map((card) => card.instance ?? -1),
  ];
  const places = new Map(bays.map((bay, place) => [bay.number, place]));
  const spots = [...new Set(numbers)].map((number) => places.get(number) ?? -1).filter((place) => place >= 0);
  return { className, paths: paths.length, cards, bays: around(bays, room.bays, spots), move };
}

// Whose story the step tells: a H/W path, if any.
function subjectOf(event: Event): string | null {
  const path = event.fields['hw_path'];
  return typeof path === 'string' ? path : event.subject;
}

function classInSight({ event, tables }: Scene): string {
  if (typeof event.fields['class'] === 'string') return classOf(event);
  const own = event.subject ? tables?.get('node')?.get(event.subject)?.['class'] : undefined;
  return typeof own === 'string' ? own : 'lan';
}

// The adapters of a class, and the paths of those that are saved but not here.
function pathsOf({ tables }: Scene, changes: Changes, className: string): string[] {
  const nodes = tables?.get('node');
  const paths = keysInOrder(nodes).filter((path) => nodes!.get(path)!['class'] === className);
  const more = new Set<string>();
  for (const [path, row] of changes.gone.get('node') ?? [])
    if (row['class'] === className && !nodes?.has(path)) more.add(path);
  for (const [key, row] of tables?.get('reservation') ?? []) {
    const path = row['hw_path'];
    if (typeof path === 'string' && !nodes?.has(path) && key.startsWith(`${className} `)) more.add(path);
  }
  return more.size === 0 ? paths : [...paths, ...more].sort(natural);
}

function moveOf(event: Event, changes: Changes, tables: Tables | undefined, className: string): Move | null {
  for (const delta of event.delta) {
    if (delta.table !== 'node' || !isCell(delta) || delta.field !== 'instance') continue;
    if (!changes.isLit('node', delta.key, 'instance')) continue; // of another machine
    if (tables?.get('node')?.get(delta.key)?.['class'] !== className) continue;
    const [from, to] = [Number(delta.before), Number(delta.after)];
    if (from >= 0 && to >= 0) return { path: delta.key, from, to };
  }
  return null;
}

function cardOf(scene: Scene, changes: Changes, path: string, className: string): Card {
  const { trace, event, machine, tables, predicting } = scene;
  const gone = changes.gone.get('node')?.get(path);
  const row = tables?.get('node')?.get(path) ?? gone;
  if (!row) return ghost(path, `saved as ${savedAs(path, tables, className)}`);
  const hdm = tables?.get('hdm')?.get(path);
  const instance = Number(row['instance'] ?? -1);
  const mac = typeof hdm?.['mac'] === 'string' ? hdm['mac'] : null;
  return {
    path,
    driver: typeof row['driver'] === 'string' ? row['driver'] : '',
    state: String(row['state'] ?? ''),
    instance: instance >= 0 && !gone ? instance : null,
    mac,
    future: mac || predicting ? null : trace.futureMac(machine, path, event.seq),
    init: trace.initOf(machine, path, event.seq),
    ghost: gone ? 'gone with the power' : null,
    lit: changes.touches('node', path) || changes.isLit('hdm', path, 'mac'),
    subject: event.machine === machine && subjectOf(event) === path,
  };
}

function savedAs(path: string, tables: Tables | undefined, className: string): string {
  for (const [key, row] of tables?.get('reservation') ?? [])
    if (row['hw_path'] === path && key.startsWith(`${className} `)) return key.replace(' ', '');
  return className;
}

function ghost(path: string, why: string): Card {
  return {
    path,
    driver: '',
    state: '',
    instance: null,
    mac: null,
    future: null,
    init: 'not begun',
    ghost: why,
    lit: false,
    subject: false,
  };
}

function baysOf(scene: Scene, changes: Changes, className: string): Bay[] {
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
  for (const [path, row] of tables?.get('node') ?? []) {
    const instance = Number(row['instance'] ?? -1);
    if (instance < 0 || row['class'] !== className) continue;
    const mac = tables?.get('hdm')?.get(path)?.['mac'];
    const held = bay(instance);
    held.holder = path;
    held.mac = typeof mac === 'string' ? mac : null;
    if (changes.isLit('node', path, 'instance')) held.lit = true;
  }
  if (machine === event.machine)
    for (const number of trace.givenUpBy(event, className)) {
      const left = bay(number);
      if (!left.holder && !left.waiting) left.note = 'given up';
    }
  if (question) {
    for (const option of question.options) bay(option.number).verdict = 'asked';
  } else if (event.machine === machine && event.decision) {
    for (const candidate of event.decision.considered) {
      bay(numbersOf(candidate)[0]);
      for (const [number, held] of bays)
        if (isAmong(number, candidate)) held.verdict = candidate.ok ? 'chosen' : 'rejected';
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
