// A trace, and what can be looked up in it without folding: where the phases are, who decides what,
// which MAC address an event is about.

import { isCell } from './fold.ts';
import type { Delta, Event, Footer, Header, Line } from './trace_types.ts';

// One phase of one life of one machine, from one step to another.
export interface Stretch {
  first: number;
  last: number;
  machine: string;
  boot: number;
  phase: string;
}

export interface Call {
  name: string;
  comp: string;
  begin: number;
  end: number; // the last step of the trace, when it was cut off
}

// How far the init of a driver is.
export type Init = 'not begun' | 'going on' | 'done' | 'failed';

const INITS: Record<string, Init> = {
  'hdm.init_started': 'going on',
  'hdm.init_ended': 'done',
  'hdm.init_failed': 'failed',
};

// A scenario that is a lesson says so in the header.
export type Lesson = NonNullable<Header['lesson']>;

const MAC = /0x[0-9A-F]{12}/g;

export class Trace {
  readonly header: Header;
  readonly events: Event[] = [];
  readonly footer: Footer | undefined;

  readonly stretches: Stretch[] = [];
  readonly decisions: number[] = [];
  readonly machines: string[] = [];
  readonly macs: string[] = []; // in the order in which they appear
  readonly calls: Call[] = [];
  readonly ofLane = new Map<string, number[]>();
  readonly macAt: Array<string | null> = [null]; // by seq

  readonly pathsOf = new Map<string, Set<string>>(); // by machine: every H/W path it ever speaks of
  readonly numbersOf = new Map<string, Set<number>>(); // by machine and class: every instance

  private readonly givenUp: Event[] = []; // io_node_reassign_instance() took a number away
  private readonly stretchStarts: number[] = [];
  private readonly callStarts: number[] = [];
  private readonly most = new Map<string, number>();
  private readonly read = new Map<string, number[]>(); // where a MAC is read: machine, path -> seqs
  private readonly inits = new Map<string, number[]>(); // machine, path -> where its init begins or ends
  private effects: Map<number, number[]> | undefined;

  constructor(lines: readonly Line[]) {
    const header = lines[0];
    if (header?.type !== 'header') throw new Error('this is no trace: its header is missing');
    this.header = header;
    for (const line of lines) {
      if (line.type === 'event') this.events.push(line);
      if (line.type === 'footer') this.footer = line;
    }
    this.index();
  }

  get count(): number {
    return this.events.length;
  }

  get lesson(): Lesson | undefined {
    return this.header.lesson;
  }

  event(seq: number): Event {
    const event = this.events[seq - 1];
    if (!event) throw new Error(`there is no step ${seq}`);
    return event;
  }

  stretchOf(seq: number): Stretch {
    return this.stretches[lastAtMost(this.stretchStarts, seq)]!;
  }

  // The most rows that a table of a machine ever has, counting those that go at that step.
  mostRows(machine: string, table: string): number {
    return this.most.get(`${machine}\n${table}`) ?? 0;
  }

  // The calls that go on somewhere between two steps. One that began very many calls before is left
  // out; a step must not cost more in a longer trace.
  callsBetween(first: number, last: number): Call[] {
    const found: Call[] = [];
    const from = lastAtMost(this.callStarts, last);
    for (let i = from; i >= 0 && i > from - 600; i--)
      if (this.calls[i]!.end >= first) found.push(this.calls[i]!);
    return found.reverse();
  }

  stretchesBetween(first: number, last: number): Stretch[] {
    return this.stretches.slice(lastAtMost(this.stretchStarts, first), lastAtMost(this.stretchStarts, last) + 1);
  }

  effectsOf(seq: number): number[] {
    if (!this.effects) {
      this.effects = new Map();
      for (const event of this.events) {
        if (event.cause === null) continue;
        const known = this.effects.get(event.cause);
        if (known) known.push(event.seq);
        else this.effects.set(event.cause, [event.seq]);
      }
    }
    return this.effects.get(seq) ?? [];
  }

  // The MAC address that the driver of this card is going to read in this life of the machine.
  futureMac(machine: string, hwPath: string, seq: number): string | null {
    const next = Trace.next(this.read.get(`${machine}\n${hwPath}`) ?? [], seq);
    if (next === undefined) return null;
    return this.event(next).boot === this.bootOf(machine, seq) ? this.macAt[next]! : null;
  }

  // Of the driver at this path, in this life of the machine.
  initOf(machine: string, hwPath: string, seq: number): Init {
    const last = Trace.previous(this.inits.get(`${machine}\n${hwPath}`) ?? [], seq + 1);
    if (last === undefined || this.event(last).boot !== this.bootOf(machine, seq)) return 'not begun';
    return INITS[this.event(last).kind]!;
  }

  // The last step, not after `seq`, that wrote a cell, or the whole row when `field` is absent.
  writer(machine: string, table: string, key: string, field: string | null, seq: number): number | null {
    for (let at = seq; at > 0; at--) {
      const event = this.event(at);
      if (event.machine !== machine) continue;
      if (event.delta.some((delta) => writes(delta, table, key, field))) return at;
    }
    return null;
  }

  // The nearest step of a list, before or behind `seq`.
  static next(seqs: readonly number[], seq: number): number | undefined {
    return seqs[lastAtMost(seqs, seq) + 1];
  }
  static previous(seqs: readonly number[], seq: number): number | undefined {
    return seqs[lastAtMost(seqs, seq - 1)];
  }

  private bootOf(machine: string, seq: number): number {
    for (let at = seq; at > 0; at--) if (this.event(at).machine === machine) return this.event(at).boot;
    return 0;
  }

  // The numbers of a class that nobody gets again in this boot of the step's machine (rule A7).
  givenUpBy(event: Event, className: string): number[] {
    if (this.header.policies['given_up_number'] === 'at_once') return [];
    return this.givenUp
      .filter((one) => one.seq <= event.seq && one.machine === event.machine && one.boot === event.boot)
      .filter((one) => one.fields['class'] === className)
      .map((one) => Number(one.fields['from']));
  }

  private index(): void {
    const macs = new Set<string>();
    const machines = new Set<string>();
    const rows = new Map<string, number>();
    const macOfPath = new Map<string, string>();
    const open = new Map<string, Call>();

    for (const event of this.events) {
      machines.add(event.machine);
      this.extendStretch(event);
      push(this.ofLane, event.comp, event.seq);
      if (event.decision) this.decisions.push(event.seq);
      if (event.kind === 'gio.instance_reassigned') this.givenUp.push(event);
      if (event.kind in INITS) push(this.inits, `${event.machine}\n${event.subject}`, event.seq);
      this.follow(event, open);
      const gone = new Map<string, number>();
      for (const delta of event.delta) {
        this.noteMac(event, delta, macs, macOfPath);
        this.notePlaces(event, delta);
        if (isCell(delta)) continue;
        const place = `${event.machine}\n${delta.table}`;
        const count = (rows.get(place) ?? 0) + (delta.before ? 0 : 1) - (delta.after ? 0 : 1);
        rows.set(place, count);
        if (!delta.after) gone.set(place, (gone.get(place) ?? 0) + 1);
        const shown = count + (gone.get(place) ?? 0);
        if (shown > (this.most.get(place) ?? 0)) this.most.set(place, shown);
      }
      const named = event.fields['mac'] ?? event.fields['macs'];
      const own = typeof named === 'string' ? (named.match(MAC)?.[0] ?? null) : null;
      if (own) macs.add(own);
      this.macAt.push(own ?? macOfPath.get(`${event.machine}\n${event.subject}`) ?? null);
    }
    this.macs.push(...macs);
    this.machines.push(...machines);
  }

  private extendStretch(event: Event): void {
    const now = this.stretches.at(-1);
    if (now && now.machine === event.machine && now.boot === event.boot && now.phase === event.phase) {
      now.last = event.seq;
      return;
    }
    const { machine, boot, phase } = event;
    this.stretchStarts.push(event.seq);
    this.stretches.push({ first: event.seq, last: event.seq, machine, boot, phase });
  }

  private follow(event: Event, open: Map<string, Call>): void {
    const span = event.span;
    if (!span) return;
    if (span.ph === 'begin') {
      const call = { name: span.name, comp: event.comp, begin: event.seq, end: this.events.length };
      open.set(span.id, call);
      this.calls.push(call);
      this.callStarts.push(event.seq);
    } else {
      const call = open.get(span.id);
      if (call) call.end = event.seq;
      open.delete(span.id);
    }
  }

  // What the picture needs room for.
  private notePlaces(event: Event, delta: Delta): void {
    const { machine } = event;
    const after = isCell(delta) ? { [delta.field]: delta.after } : delta.after;
    if (!after) return;
    if (delta.table === 'node' && !isCell(delta)) add(this.pathsOf, machine, delta.key);
    if (delta.table === 'reservation' && typeof after['hw_path'] === 'string')
      add(this.pathsOf, machine, after['hw_path']);
    if (delta.table === 'node' && Number(after['instance'] ?? -1) >= 0)
      add(this.numbersOf, `${machine}\n${event.fields['class'] ?? after['class'] ?? 'lan'}`, Number(after['instance']));
    if (delta.table === 'reservation' && !isCell(delta)) {
      const [className, number] = delta.key.split(' ');
      add(this.numbersOf, `${machine}\n${className}`, Number(number));
    }
  }

  private noteMac(event: Event, delta: Delta, macs: Set<string>, ofPath: Map<string, string>): void {
    const after = isCell(delta) ? { [delta.field]: delta.after } : delta.after;
    for (const field of ['mac', 'macs']) {
      const value = after?.[field];
      if (typeof value === 'string') for (const mac of value.match(MAC) ?? []) macs.add(mac);
    }
    if (delta.table !== 'hdm') return;
    const place = `${event.machine}\n${delta.key}`;
    const mac = after?.['mac'];
    if (typeof mac === 'string') {
      ofPath.set(place, mac);
      if (isCell(delta)) push(this.read, place, event.seq);
    } else if (!after) {
      ofPath.delete(place);
    }
  }
}

// Does a step merely come after its cause? A process does one thing after the other, and what it did for
// one device is no reason for what it does for the next.
export function isMereSequence(step: Event, cause: Event): boolean {
  if (step.machine !== cause.machine) return false;
  if (step.boot !== cause.boot) return true;
  return step.actor === cause.actor && !!step.subject && !!cause.subject && step.subject !== cause.subject;
}

function writes(delta: Delta, table: string, key: string, field: string | null): boolean {
  if (delta.table !== table || delta.key !== key) return false;
  return field === null || !isCell(delta) || delta.field === field;
}

function push<Key>(lists: Map<Key, number[]>, key: Key, seq: number): void {
  const list = lists.get(key);
  if (list) list.push(seq);
  else lists.set(key, [seq]);
}

function add<Held>(sets: Map<string, Set<Held>>, key: string, held: Held): void {
  const set = sets.get(key);
  if (set) set.add(held);
  else sets.set(key, new Set([held]));
}

// The place of the last number that is not greater, in a list in order; -1 when there is none.
export function lastAtMost(numbers: readonly number[], most: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! <= most) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
