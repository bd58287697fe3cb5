import assert from 'node:assert/strict';
import { test } from 'node:test';

import { yamlPlace } from '../../src/playground/yaml_place.ts';

// The place of the bar in the text.
function place(text: string) {
  const position = text.indexOf('|');
  const { path, writes, from, siblings } = yamlPlace(text.replace('|', ''), position);
  return { at: path.join('.'), writes, word: text.slice(from, position), siblings };
}

test('a key at the top', () => {
  assert.deepEqual(place('sc|'), { at: '', writes: 'key', word: 'sc', siblings: [] });
  assert.deepEqual(place('scenario: a\nsa|'), { at: '', writes: 'key', word: 'sa', siblings: ['scenario'] });
  assert.deepEqual(place(''.padEnd(0) + '|'), { at: '', writes: 'key', word: '', siblings: [] });
});

test('a value behind its key', () => {
  assert.deepEqual(place('scenario: a| b'), { at: 'scenario', writes: 'value', word: 'a', siblings: [] });
  assert.equal(place('policy:\n  flush: k|').at, 'policy.flush');
});

test('keys of a block, as deep as the line stands', () => {
  const text = 'machines:\n  one:\n    slots:\n      0/1/1/0: {driver: igelan}\n    |\nsteps: []\n';
  assert.deepEqual(place(text), { at: 'machines.one', writes: 'key', word: '', siblings: ['slots'] });
  assert.equal(place(text.replace('    |', '  |')).at, 'machines');
  assert.equal(place(text.replace('    |', '      |')).at, 'machines.one.slots');
});

test('inside brackets', () => {
  const text = 'machines: {one: {slots: {0/1/1/0: {driver: igelan, m|';
  assert.deepEqual(place(text), { at: 'machines.one.slots.0/1/1/0', writes: 'key', word: 'm', siblings: ['driver'] });
  assert.equal(place('machines: {one: {slots: {0/1/1/0: {driver: ig|').at, 'machines.one.slots.0/1/1/0.driver');
  assert.equal(place('machines: {one: {slots: {0/1/1/0: {driver: x}}}, |').at, 'machines');
});

test('inside brackets over several lines', () => {
  assert.equal(place('machines:\n  one: {\n    slots: {\n      0/1/1/0: {driver: i|').at, 'machines.one.slots.0/1/1/0.driver');
});

test('items of a list', () => {
  assert.deepEqual(place('steps:\n  - bo|'), { at: 'steps.*', writes: 'key', word: 'bo', siblings: [] });
  assert.deepEqual(place('steps:\n- boot: one\n- |').at, 'steps.*');
  assert.equal(place('steps:\n  - boot: o|').at, 'steps.*.boot');
  assert.equal(place('steps: [{boot: one}, {shut|').at, 'steps.*');
  assert.equal(place('steps:\n  - run:\n      machine: a\n      c|').at, 'steps.*.run');
  assert.equal(place('steps:\n  - boot: one\nex|').at, '');
});

test('comments and quotes hold no structure', () => {
  assert.equal(place('# machines: {\nsc|').at, '');
  assert.equal(place('says: "a: {b" # {\nst|').at, '');
  assert.equal(place("says: 'it''s {'\nst|").at, '');
});

test('what is no YAML yet does no harm', () => {
  for (const text of ['}|', ']]]|', 'a: {{{|', '- - - |', ': : |', '"|', "'|\n", '\t|', '{a|']) place(text);
});
