// A small trace, made by hand: two adapters, of which one takes its reserved number back.

import type { Delta, Event, Header, Line, Row } from '../../src/trace_types.ts';

export const MAC_A = '0x00306E00000A';
export const MAC_B = '0x00306E00000B';

export const header: Header = {
  type: 'header',
  schema: 'giosim.trace/1',
  engine: 'giosim test',
  scenario: { name: 'made by hand', sha256: '0'.repeat(64) },
  clock: 'virtual-ns',
  lanes: [
    { id: 'GIO', role: 'numbers' },
    { id: 'HDM', role: 'drivers' },
  ],
  phases: [
    { id: 'scan', title: 'scan' },
    { id: 'init', title: 'init' },
  ],
  rules: {
    A3: { title: 'A match', plain: 'It takes it.', line: 1, section: 'Flow', quote: 'a quote of the document' },
  },
  initial: {},
  choices: '',
  policies: {},
};

export function event(seq: number, more: Partial<Event>): Event {
  return {
    type: 'event',
    seq,
    t: seq,
    clock: seq,
    machine: 'target',
    boot: 1,
    phase: 'scan',
    comp: 'GIO',
    actor: 'boot',
    kind: 'gio.node_found',
    label: 'found',
    subject: null,
    cause: seq > 1 ? seq - 1 : null,
    rule: 'A3',
    msg: `step ${seq}`,
    delta: [],
    fields: {},
    ...more,
  };
}

export const row = (table: Delta['table'], key: string, before: Row | null, after: Row | null): Delta => ({
  table,
  key,
  before,
  after,
});
export const cell = (
  table: Delta['table'],
  key: string,
  field: string,
  before: Row[string],
  after: Row[string],
): Delta => ({ table, key, field, before, after });

const node = (instance: number): Row => ({ class: 'lan', driver: 'igelan', state: 'CLAIMED', instance });

export function madeLines(): Line[] {
  const reserved = { hw_path: '0/1/1/0', macs: MAC_A, state: 'reserved', holder: null };
  const events = [
    event(1, { delta: [row('reservation', 'lan 0', null, reserved)], subject: 'lan0' }),
    event(2, { delta: [row('node', '0/4/2/0', null, node(2)), row('ioconfig', '0/4/2/0 lan', null, { instance: 2 })] }),
    event(3, {
      delta: [row('node', '0/4/10/0', null, node(1)), row('ioconfig', '0/4/10/0 lan', null, { instance: 1 })],
    }),
    event(4, {
      comp: 'HDM',
      delta: [row('hdm', '0/4/2/0', null, { driver: 'igelan', ppa: 2, mac: null, link_up: true })],
      span: { id: 'init-4', ph: 'begin', name: 'init' },
    }),
    event(5, {
      comp: 'HDM',
      phase: 'init',
      subject: '0/4/2/0',
      delta: [cell('hdm', '0/4/2/0', 'mac', null, MAC_A)],
      fields: { mac: MAC_A },
    }),
    event(6, {
      phase: 'init',
      subject: '0/4/2/0',
      links: [1],
      fields: { class: 'lan', hw_path: '0/4/2/0' },
      decision: {
        id: 'reassign-6',
        ask: 'Which lan number does GIO answer?',
        considered: [
          { v: 0, ok: true, why: 'reserved for this very MAC address', code: 'match' },
          { v: 2, ok: false, why: 'the initial instance', code: 'superseded' },
        ],
      },
      delta: [
        cell('ioconfig', '0/4/2/0 lan', 'instance', 2, 0),
        cell('node', '0/4/2/0', 'instance', 2, 0),
        cell('reservation', 'lan 0', 'state', 'reserved', 'reassigned'),
        cell('reservation', 'lan 0', 'holder', null, '0/4/2/0'),
      ],
    }),
    event(7, { phase: 'init', delta: [row('ioconfig', '0/4/10/0 lan', { instance: 1 }, null)] }),
  ];
  return [header, ...events, { type: 'footer', events: events.length, final_state_sha256: '0'.repeat(64) }];
}
