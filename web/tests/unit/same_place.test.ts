import assert from 'node:assert/strict';
import { test } from 'node:test';

import { samePlace } from '../../src/playground/same_place.ts';
import type { Event } from '../../src/trace_types.ts';
import { event } from './made_trace.ts';

const facts = (...kinds: Array<Event['kind']>) => kinds.map((kind, at) => event(at + 1, { kind, subject: 'x' }));

test('a reader stays at the fact, whatever its number', () => {
  const before = facts('gio.node_found', 'gio.node_claimed', 'hdm.mac_learnt');
  assert.equal(samePlace(before, 3, facts('gio.node_found', 'gio.scan_ended', 'gio.node_claimed', 'hdm.mac_learnt')), 4);
  assert.equal(samePlace(before, 2, before), 2);
});

test('of equal facts it is the how manieth', () => {
  const before = facts('gio.node_found', 'gio.node_found', 'gio.node_found');
  assert.equal(samePlace(before, 2, facts('gio.node_claimed', 'gio.node_found', 'gio.node_claimed', 'gio.node_found')), 4);
});

test('where the fact is gone, the last one before it counts', () => {
  assert.equal(samePlace(facts('gio.node_found', 'gio.node_claimed', 'hdm.mac_learnt'), 3, facts('gio.node_found', 'hdm.ppa_set', 'gio.node_claimed', 'hdm.init_ended')), 3);
  assert.equal(samePlace(facts('gio.node_found'), 1, facts('gio.node_claimed')), 1);
  assert.equal(samePlace([], 1, facts('gio.node_claimed')), 1);
});
