// The state of all machines at any step, folded from the deltas of the trace.
//
// A delta says what was before and what is after, so the fold goes back as well as forwards. A jump
// starts from the nearest checkpoint. Rows are never changed in place: a copy of the state shares
// them.

import { natural } from './natural.ts';
import type { Cell, Delta, Event, Header, Row } from './trace_types.ts';

export type Table = Map<string, Row>;
export type Tables = Map<string, Table>;
export type State = Map<string, Tables>; // by machine

const SPACING = 64; // steps between two checkpoints
const BUDGET = 2_000_000; // rows in all checkpoints

export function isCell(delta: Delta): delta is Extract<Delta, { field: string }> {
  return 'field' in delta;
}

export class Fold {
  readonly state: State;
  private seq = 0;
  private spacing = SPACING;
  private held = 0;
  private readonly checkpoints = new Map<number, State>();

  constructor(
    private readonly initial: Header['initial'],
    private readonly events: readonly Event[],
  ) {
    this.state = stateOf(initial);
  }

  // The state after step `seq`; 0 is before the first.
  at(seq: number): State {
    this.startNear(seq);
    while (this.seq < seq) {
      this.seq++;
      apply(this.state, this.events[this.seq - 1]!, 'after');
      if (this.seq % this.spacing === 0) this.keep();
    }
    while (this.seq > seq) {
      apply(this.state, this.events[this.seq - 1]!, 'before');
      this.seq--;
    }
    return this.state;
  }

  private startNear(seq: number): void {
    const below = seq - (seq % this.spacing);
    const checkpoint = below === 0 ? stateOf(this.initial) : this.checkpoints.get(below);
    if (!checkpoint || Math.abs(this.seq - seq) <= seq - below) return;
    this.state.clear();
    for (const [machine, tables] of copyOf(checkpoint)) this.state.set(machine, tables);
    this.seq = below;
  }

  // A large machine gets fewer checkpoints instead of more memory.
  private keep(): void {
    if (this.checkpoints.has(this.seq)) return;
    this.checkpoints.set(this.seq, copyOf(this.state));
    this.held += rowsOf(this.state);
    while (this.held > BUDGET && this.checkpoints.size > 1) {
      this.spacing *= 2;
      for (const [seq, state] of this.checkpoints) {
        if (seq % this.spacing === 0) continue;
        this.checkpoints.delete(seq);
        this.held -= rowsOf(state);
      }
    }
  }
}

function stateOf(initial: Header['initial']): State {
  const state: State = new Map();
  for (const [machine, tables] of Object.entries(initial)) {
    const held: Tables = new Map();
    for (const [table, rows] of Object.entries(tables)) held.set(table, new Map(Object.entries(rows)));
    state.set(machine, held);
  }
  return state;
}

function copyOf(state: State): State {
  const copy: State = new Map();
  for (const [machine, tables] of state) {
    const held: Tables = new Map();
    for (const [name, table] of tables) held.set(name, new Map<string, Row>(table));
    copy.set(machine, held);
  }
  return copy;
}

function rowsOf(state: State): number {
  let rows = 0;
  for (const tables of state.values()) for (const table of tables.values()) rows += table.size;
  return rows;
}

function apply(state: State, event: Event, side: 'before' | 'after'): void {
  let tables = state.get(event.machine);
  if (!tables) state.set(event.machine, (tables = new Map<string, Table>()));
  const deltas = side === 'after' ? event.delta : [...event.delta].reverse();
  for (const delta of deltas) {
    let table = tables.get(delta.table);
    if (!table) tables.set(delta.table, (table = new Map<string, Row>()));
    if (isCell(delta)) {
      const row = table.get(delta.key);
      if (!row) throw new Error(`step ${event.seq} changes ${delta.table} ${delta.key}: no such row`);
      table.set(delta.key, { ...row, [delta.field]: delta[side] });
    } else if (delta[side]) {
      if (!table.has(delta.key)) reorder(table, delta.key, deltas.length, 'comes');
      table.set(delta.key, delta[side]);
    } else if (table.delete(delta.key)) {
      reorder(table, delta.key, deltas.length, 'goes');
    }
  }
}

// The keys of a table as people sort them. A row that comes or goes is put in its place; only after
// many at once all are sorted anew.
export function keysInOrder(table: Table | undefined): readonly string[] {
  if (!table) return [];
  let order = orders.get(table);
  if (!order) orders.set(table, (order = [...table.keys()].sort(natural)));
  return order;
}

const orders = new WeakMap<Table, string[]>();
const MANY = 32;

function reorder(table: Table, key: string, changes: number, fate: 'comes' | 'goes'): void {
  const order = orders.get(table);
  if (!order) return;
  if (changes > MANY) {
    orders.delete(table);
    return;
  }
  let low = 0;
  for (let high = order.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (natural(order[middle]!, key) < 0) low = middle + 1;
    else high = middle;
  }
  if (fate === 'comes') order.splice(low, 0, key);
  else order.splice(low, 1);
}

// What a row has lost and won is written in the order of its kind: a cell without a value is null.
export function cellOf(row: Row | undefined, field: string): Cell {
  return row?.[field] ?? null;
}
