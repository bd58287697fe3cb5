// The tables of one machine at one step: whose cells changed, which rows are new and which go.
//
// A row that goes is shown once more, at the step that takes it. Only the rows that are asked for are
// made, so that a machine with thousands costs no more than what is visible of it.

import { cellOf, isCell, keysInOrder } from './fold.ts';
import type { Tables } from './fold.ts';
import { natural } from './natural.ts';
import type { Cell, Delta, Event, Row } from './trace_types.ts';

export interface Column {
  head: string;
  table: string;
  field: string | null; // null: the key itself, or a part of it
  part?: number; // which word of the key
  kind?: 'number' | 'mac' | 'path' | 'copy'; // copy: must agree with GIO's instance
  of?: string; // the class in front of a number: "lan"
  width: number; // of a hundred
}

export interface TableKind {
  id: string;
  title: string;
  about: string;
  tables: string[]; // those whose keys are its rows
  columns: Column[];
}

export const TABLES: TableKind[] = [
  {
    id: 'ioconfig',
    title: 'ioconfig',
    about: 'which H/W path has which instance (GIO)',
    tables: ['ioconfig'],
    columns: [
      { head: 'H/W path', table: 'ioconfig', field: null, part: 0, kind: 'path', width: 40 },
      { head: 'class', table: 'ioconfig', field: null, part: 1, width: 26 },
      { head: 'instance', table: 'ioconfig', field: 'instance', kind: 'number', width: 34 },
    ],
  },
  {
    id: 'reservation',
    title: 'reservations',
    about: 'numbers kept at boot for a MAC address (GIO)',
    tables: ['reservation'],
    columns: [
      { head: 'number', table: 'reservation', field: null, width: 17 },
      { head: 'for MAC', table: 'reservation', field: 'macs', kind: 'mac', width: 22 },
      { head: 'state', table: 'reservation', field: 'state', width: 37 },
      { head: 'taken by', table: 'reservation', field: 'holder', kind: 'path', width: 24 },
    ],
  },
  {
    id: 'entry',
    title: 'PI registry',
    about: 'saved on the disk, survives the move (KRS)',
    tables: ['entry'],
    columns: [
      { head: 'number', table: 'entry', field: null, width: 17 },
      { head: 'MAC', table: 'entry', field: 'macs', kind: 'mac', width: 27 },
      { head: 'H/W path', table: 'entry', field: 'hw_path', kind: 'path', width: 33 },
      { head: 'driver', table: 'entry', field: 'driver', width: 23 },
    ],
  },
  {
    id: 'names',
    title: 'who calls it what',
    about: 'copies of one number; red is out of date',
    tables: ['node', 'ilan', 'hdm', 'dlpi'],
    columns: [
      { head: 'H/W path', table: 'node', field: null, kind: 'path', width: 28 },
      { head: 'GIO', table: 'node', field: 'instance', kind: 'number', width: 12 },
      { head: 'ILAN', table: 'ilan', field: 'ppa', kind: 'copy', width: 12 },
      { head: 'HDM', table: 'hdm', field: 'ppa', kind: 'copy', width: 12 },
      { head: 'DLPI', table: 'dlpi', field: 'ppa', kind: 'copy', width: 12 },
      { head: 'DLPI’s MAC', table: 'dlpi', field: 'mac', kind: 'mac', width: 24 },
    ],
  },
];

export interface CellView {
  column: Column;
  value: Cell | undefined; // undefined: there is no such row
  before: Cell | undefined; // when this step changed it
  lit: boolean;
  stale: boolean;
}

export interface RowView {
  key: string;
  fate: 'same' | 'new' | 'gone';
  cells: CellView[];
}

// What a step does to the tables of one machine.
export class Changes {
  private readonly cells = new Map<string, Cell>(); // table, key, field -> before
  readonly added = new Map<string, Set<string>>(); // table -> keys
  readonly gone = new Map<string, Map<string, Row>>(); // table -> key -> what it was

  constructor(event: Event, machine: string) {
    if (event.machine !== machine) return;
    for (const delta of event.delta) this.note(delta);
  }

  before(table: string, key: string, field: string): Cell | undefined {
    return this.cells.get(`${table}\n${key}\n${field}`);
  }
  isLit(table: string, key: string, field: string): boolean {
    return this.cells.has(`${table}\n${key}\n${field}`);
  }
  isNew(table: string, key: string): boolean {
    return this.added.get(table)?.has(key) ?? false;
  }
  touches(table: string, key: string): boolean {
    if (this.isNew(table, key) || this.gone.get(table)?.has(key)) return true;
    for (const place of this.cells.keys()) if (place.startsWith(`${table}\n${key}\n`)) return true;
    return false;
  }

  // The rows of these tables that the step touches.
  keys(tables: readonly string[]): Set<string> {
    const keys = new Set<string>();
    for (const place of this.cells.keys()) {
      const [table, key] = place.split('\n');
      if (tables.includes(table!)) keys.add(key!);
    }
    for (const table of tables) {
      for (const key of this.added.get(table) ?? []) keys.add(key);
      for (const key of this.gone.get(table)?.keys() ?? []) keys.add(key);
    }
    return keys;
  }

  private note(delta: Delta): void {
    const { table, key } = delta;
    if (isCell(delta)) {
      this.cells.set(`${table}\n${key}\n${delta.field}`, delta.before);
    } else if (delta.after) {
      const keys = this.added.get(table) ?? new Set();
      this.added.set(table, keys.add(key));
    } else if (delta.before) {
      const rows = this.gone.get(table) ?? new Map<string, Row>();
      this.gone.set(table, rows.set(key, delta.before));
    }
  }
}

export function keysOf(kind: TableKind, tables: Tables | undefined, changes: Changes): readonly string[] {
  const [first, ...others] = kind.tables;
  const own = tables?.get(first!);
  const more = new Set<string>();
  for (const table of others)
    for (const key of tables?.get(table)?.keys() ?? []) if (!own?.has(key)) more.add(key);
  for (const table of kind.tables)
    for (const key of changes.gone.get(table)?.keys() ?? []) if (!own?.has(key)) more.add(key);
  const inOrder = keysInOrder(own);
  return more.size === 0 ? inOrder : [...inOrder, ...more].sort(natural);
}

export function rowOf(kind: TableKind, key: string, tables: Tables | undefined, changes: Changes): RowView {
  const present = (table: string): boolean => tables?.get(table)?.has(key) ?? false;
  const fates = kind.tables.map((table) => {
    if (changes.gone.get(table)?.has(key)) return 'gone';
    if (!present(table)) return 'none';
    return changes.isNew(table, key) ? 'new' : 'same';
  });
  const living = fates.filter((fate) => fate !== 'none');
  const all = (fate: string): boolean => living.every((one) => one === fate);
  const instance = tables?.get('node')?.get(key)?.['instance'];
  return {
    key,
    fate: all('gone') ? 'gone' : all('new') ? 'new' : 'same',
    cells: kind.columns.map((column) => cellView(column, key, tables, changes, instance)),
  };
}

function cellView(
  column: Column,
  key: string,
  tables: Tables | undefined,
  changes: Changes,
  instance: Cell | undefined,
): CellView {
  const { table, field } = column;
  if (field === null) {
    const words = key.split(' ');
    const value = column.part === undefined ? words.join('') : words[column.part]!;
    return { column, value, before: undefined, lit: false, stale: false };
  }
  const row = tables?.get(table)?.get(key) ?? changes.gone.get(table)?.get(key);
  const value = row ? cellOf(row, field) : undefined;
  const gone = changes.gone.get(table)?.has(key) ?? false;
  return {
    column,
    value,
    before: changes.before(table, key, field),
    lit: changes.isLit(table, key, field) || (changes.isNew(table, key) && value !== undefined && value !== null),
    stale: column.kind === 'copy' && !gone && value !== undefined && instance !== undefined && value !== instance,
  };
}

// The changes of a step that no table and no chip shows, as lines.
export function alsoChanged(event: Event): string[] {
  const shown = new Set(
    TABLES.flatMap((kind) => kind.columns.map((column) => `${column.table}.${column.field}`)),
  );
  shown.add('hdm.mac').add('node.state'); // of the picture
  const lines: string[] = [];
  for (const delta of event.delta) {
    if (!isCell(delta) || shown.has(`${delta.table}.${delta.field}`)) continue;
    if (SETTINGS.includes(delta.table)) continue;
    lines.push(`${delta.table} ${delta.key}: ${delta.field} ${text(delta.before)} → ${text(delta.after)}`);
  }
  return lines;
}

export const SETTINGS = ['tunable', 'system', 'net', 'logical'];

export function text(cell: Cell | undefined): string {
  if (cell === undefined || cell === null || cell === '') return '–';
  if (cell === true) return 'yes';
  if (cell === false) return 'no';
  return String(cell);
}
