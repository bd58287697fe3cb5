// The four tables of the machine, with what this step changed lit.
//
// A table keeps the height of its fullest moment, so that no row jumps; where all do not fit, they
// share the height and scroll, and only the rows in sight are drawn.

import { useLayoutEffect, useRef, useState } from 'preact/hooks';

import { Changes, SETTINGS, TABLES, keysOf, rowOf, text } from '../tables.ts';
import type { CellView, RowView, TableKind } from '../tables.ts';
import type { Tables } from '../fold.ts';
import type { Store } from '../store.ts';
import type { Cell, Event, Row } from '../trace_types.ts';
import { Mac } from './said.tsx';
import { useSize } from './use_size.ts';

const ROW = { tight: 24, wide: 25 };
const HEAD = { tight: 42, wide: 50 }; // title and column heads of a table
const TIGHT = 400; // of the pane's height, up to which they stand closer
const LEAST = 2; // rows, where there is room
const MOST_CHIPS = 24;

export function TablesPane({ store }: { store: Store }) {
  const { ref, size } = useSize<HTMLDivElement>();
  const step = store.step.value;
  const machine = store.machine.value;
  const tables = step.state.get(machine);
  const changes = new Changes(step.event, machine);
  const wanted = TABLES.map((kind) =>
    Math.max(1, ...kind.tables.map((table) => store.trace.mostRows(machine, table))),
  );
  const density = size.height < TIGHT ? 'tight' : 'wide';
  const pitch = ROW[density];
  const head = HEAD[density];
  const rows = shared(wanted, Math.floor((size.height - TABLES.length * head) / pitch));
  return (
    <section class={`pane tables ${density}`} aria-label={`Tables of ${machine}`}>
      <div class="tables-fit" ref={ref}>
        {size.height > 0 &&
          TABLES.map((kind, i) => (
            <DataTable key={kind.id} {...{ store, kind, machine, tables, changes, pitch, head }} rows={rows[i]!} />
          ))}
      </div>
      <Settings store={store} tables={tables} changes={changes} />
    </section>
  );
}

// Shares `room` rows among tables that want so many: the small ones get all they want.
export function shared(wanted: readonly number[], room: number): number[] {
  const least = room < wanted.length * LEAST ? 1 : LEAST;
  const given = wanted.map((rows) => Math.min(rows, least));
  let left = room - given.reduce((sum, rows) => sum + rows, 0);
  while (left > 0) {
    const hungry = given.map((rows, i) => ({ i, rows })).filter(({ i, rows }) => rows < wanted[i]!);
    const poorest = hungry.sort((a, b) => a.rows - b.rows)[0];
    if (!poorest) break;
    given[poorest.i]!++;
    left--;
  }
  return given;
}

interface DataTableProps {
  store: Store;
  kind: TableKind;
  machine: string;
  tables: Tables | undefined;
  changes: Changes;
  rows: number;
  pitch: number; // of a row
  head: number; // above the rows
}

function DataTable({ store, kind, machine, tables, changes, rows, pitch, head }: DataTableProps) {
  const box = useRef<HTMLDivElement>(null);
  const top = useRef(0); // how far it is scrolled; reading it off the element would cost a layout
  const seen = useRef(0);
  const [, redraw] = useState(0);
  const keys = keysOf(kind, tables, changes);
  const scrolls = keys.length > rows;

  // What this step changed, or is about, comes into sight; after that the reader may scroll.
  const seq = store.seq.value;
  const wanted = top.current;
  if (seen.current !== seq) {
    seen.current = seq;
    const touched = scrolls ? placeOf(kind, keys, changes, store.step.value.event) : -1;
    const first = top.current / pitch;
    if (touched >= 0 && (touched < first || touched + 1 > first + rows))
      top.current = Math.max(0, Math.min(touched - Math.floor(rows / 2), keys.length - rows)) * pitch;
  }
  useLayoutEffect(() => {
    if (top.current !== wanted) box.current!.scrollTop = top.current;
  });

  const first = scrolls ? Math.max(0, Math.min(Math.floor(top.current / pitch), keys.length - rows)) : 0;
  const visible = keys.slice(first, first + rows + (scrolls ? 1 : 0));
  return (
    <div class="table" style={{ height: `${head + rows * pitch}px` }}>
      <h3 id={`table-${kind.id}`}>
        {kind.title} <small>{kind.about}</small>
        {scrolls && <small class="count">{keys.length} rows</small>}
      </h3>
      <div
        class="rows"
        ref={box}
        {...(scrolls ? { tabIndex: 0, role: 'region', 'aria-label': `${kind.title}, ${keys.length} rows` } : {})}
        onScroll={(event) => {
          const { scrollTop } = event.currentTarget;
          if (scrollTop === top.current) return;
          top.current = scrollTop;
          redraw(scrollTop);
        }}
      >
        <table aria-labelledby={`table-${kind.id}`} aria-rowcount={keys.length + 1}>
          <colgroup>
            {kind.columns.map((column) => (
              <col key={column.head} style={{ width: `${column.width}%` }} />
            ))}
          </colgroup>
          <thead>
            <tr>
              {kind.columns.map((column) => (
                <th key={column.head} scope="col">
                  {column.head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {first > 0 && <tr aria-hidden="true" class="spacer" style={{ height: `${first * pitch}px` }} />}
            {visible.map((key) => (
              <DataRow key={key} {...{ store, machine }} row={rowOf(kind, key, tables, changes)} />
            ))}
            {scrolls && (
              <tr
                aria-hidden="true"
                class="spacer"
                style={{ height: `${Math.max(0, keys.length - first - visible.length) * pitch}px` }}
              />
            )}
          </tbody>
        </table>
        {keys.length === 0 && <p class="empty">{isUnread(kind, tables) ? 'not read from the disk yet' : 'none'}</p>}
      </div>
    </div>
  );
}

// KRS brings the tunables along.
const isUnread = (kind: TableKind, tables: Tables | undefined): boolean => kind.id === 'entry' && !tables?.get('tunable')?.size;

// The first row that changed, or else that of the step's device or number; -1: none of them is here.
function placeOf(kind: TableKind, keys: readonly string[], changes: Changes, event: Event): number {
  let first = -1;
  for (const key of changes.keys(kind.tables)) {
    const place = keys.indexOf(key);
    if (place >= 0 && (first < 0 || place < first)) first = place;
  }
  if (first >= 0) return first;
  const { subject, fields } = event;
  const number = `${text(fields['class'])} ${text(fields['instance'])}`;
  return keys.findIndex((key) => key === subject || key === number || (subject && key.startsWith(`${subject} `)));
}

function DataRow({ store, machine, row }: { store: Store; machine: string; row: RowView }) {
  return (
    <tr class={row.fate} data-key={row.key}>
      {row.cells.map((cell) => (
        <DataCell key={cell.column.head} {...{ store, machine, cell }} rowKey={row.key} fate={row.fate} />
      ))}
    </tr>
  );
}

interface DataCellProps {
  store: Store;
  machine: string;
  rowKey: string;
  fate: RowView['fate'];
  cell: CellView;
}

function DataCell({ store, machine, rowKey, fate, cell }: DataCellProps) {
  const { column } = cell;
  const changed = cell.lit && cell.before !== undefined;
  const classes = [cell.lit && fate !== 'new' ? 'lit' : '', cell.stale ? 'stale' : ''].join(' ').trim();
  return (
    <td class={classes || undefined} data-table={column.table} data-field={column.field ?? ''}>
      <button
        type="button"
        title="to the step that wrote it"
        disabled={cell.value === undefined}
        onClick={() => store.goToWriter(machine, column.table, rowKey, column.field)}
      >
        {changed && (
          <>
            <s>
              <Value store={store} cell={cell} value={cell.before} />
            </s>
            <span class="arrow" role="img" aria-label="becomes">
              →
            </span>
          </>
        )}
        <Value store={store} cell={cell} value={cell.value} />
        {cell.stale && <span class="unseen"> (out of date)</span>}
      </button>
    </td>
  );
}

const MAC = /0x[0-9A-F]{12}/g;

function Value({ store, cell, value }: { store: Store; cell: CellView; value: Cell | undefined }) {
  if (cell.column.kind === 'mac' && typeof value === 'string') {
    const macs = value.match(MAC) ?? [];
    return (
      <>
        {macs.slice(0, 2).map((mac) => {
          const sign = store.signs.get(mac);
          return sign ? <Mac key={mac} sign={sign} /> : mac;
        })}
        {macs.length > 2 && <small> +{macs.length - 2}</small>}
      </>
    );
  }
  return <span class={value === null || value === undefined || value === -1 ? 'none' : ''}>{text(value)}</span>;
}

// Tunables, the run level and the network: one chip each.
function Settings({ store, tables, changes }: { store: Store; tables: Tables | undefined; changes: Changes }) {
  const chips: Array<{ table: string; key: string; words: string; fate: string }> = [];
  const put = (table: string, key: string, row: Row, fate: string) =>
    chips.push({ table, key, words: settingWords(table, key, row), fate });
  for (const table of SETTINGS) {
    for (const [key, row] of tables?.get(table) ?? []) put(table, key, row, changes.touches(table, key) ? 'lit' : '');
    for (const [key, row] of changes.gone.get(table) ?? []) put(table, key, row, 'gone');
  }
  chips.sort((a, b) => Number(b.fate !== '') - Number(a.fate !== '')); // what changed comes into sight
  return (
    <div class="settings" role="group" aria-label="Kernel and network">
      {chips.length === 0 && !tables?.get('node')?.size && (
        <span class="none">no kernel runs here yet: what was saved is on the disk</span>
      )}
      {chips.slice(0, MOST_CHIPS).map(({ table, key, words, fate }) => (
        <button
          key={`${table} ${key}`}
          type="button"
          class={fate}
          title="to the step that wrote it"
          onClick={() => store.goToWriter(store.machine.value, table, key, null)}
        >
          {words}
        </button>
      ))}
      {chips.length > MOST_CHIPS && <span class="none">and {chips.length - MOST_CHIPS} more</span>}
    </div>
  );
}

function settingWords(table: string, key: string, row: Row): string {
  if (table === 'system' && key === 'run_level') return `run level ${text(row['value'])}`;
  if (table === 'tunable' || table === 'system') return `${key} ${text(row['value'])}`;
  if (table === 'net') return `${key} ${text(row['address'])} ${row['up'] ? 'up' : 'down'}`;
  return `${key} ${text(row['kind'])}, members ${text(row['members'])}`;
}
