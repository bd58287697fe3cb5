import assert from 'node:assert/strict';
import { test } from 'node:test';

import { SchemaWords } from '../../src/playground/schema_words.ts';
import type { YamlPlace } from '../../src/playground/yaml_place.ts';

const words = new SchemaWords({
  $ref: '#/$defs/scenario',
  $defs: {
    scenario: {
      description: 'A scenario.',
      type: 'object',
      required: ['steps'],
      properties: {
        steps: { description: 'What is done.', type: 'array', items: { $ref: '#/$defs/step' } },
        policy: { type: 'object', properties: { flush: { description: 'When.', enum: ['at_once', 'krsd'] } } },
        machines: { type: 'object', additionalProperties: { $ref: '#/$defs/machine' } },
        expect_failure: { description: 'Why.', type: 'string', examples: ['not yet'] },
      },
    },
    step: { oneOf: [{ $ref: '#/$defs/boot' }, { type: 'object', properties: { wait: { type: 'string' } } }] },
    boot: { type: 'object', properties: { boot: { description: 'Powers it on.', type: 'string' } } },
    machine: { properties: { on: { type: 'boolean' }, off: {} }, oneOf: [{ required: ['on'] }, { required: ['off'] }] },
  },
});

const at = (path: string[], writes: YamlPlace['writes'], siblings: string[] = []) =>
  words.at({ path, writes, from: 0, siblings }).map((word) => word.text);

test('the keys of a map, but for those that are there', () => {
  assert.deepEqual(at([], 'key'), ['steps', 'policy', 'machines', 'expect_failure']);
  assert.deepEqual(at([], 'key', ['policy', 'steps']), ['machines', 'expect_failure']);
});

test('through references, lists, alternatives and maps of any key', () => {
  assert.deepEqual(at(['steps', '*'], 'key'), ['boot', 'wait']);
  assert.deepEqual(at(['machines', 'whatever'], 'key'), ['on', 'off']);
});

test('the values of a key', () => {
  assert.deepEqual(at(['policy', 'flush'], 'value'), ['at_once', 'krsd']);
  assert.deepEqual(at(['machines', 'a', 'on'], 'value'), ['true', 'false']);
  assert.deepEqual(at(['expect_failure'], 'value'), ['not yet']);
});

test('what a key means', () => {
  assert.equal(words.help(['policy', 'flush']), 'When.');
  assert.equal(words.help(['steps', '*', 'boot']), 'Powers it on.');
  assert.equal(words.help(['nothing', 'here']), null);
});

test('a required key says so', () => {
  const [steps] = words.at({ path: [], writes: 'key', from: 0, siblings: [] });
  assert.equal(steps?.isRequired, true);
  assert.equal(steps.help, 'What is done.');
});
