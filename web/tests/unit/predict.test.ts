import assert from 'node:assert/strict';
import { test } from 'node:test';

import { named, numbersOf, questionOf } from '../../src/predict.ts';
import type { Candidate } from '../../src/trace_types.ts';
import { event } from './made_trace.ts';

const candidate = (v: number | string, ok: boolean, foil = false): Candidate => ({
  v,
  ok,
  why: `why ${v}`,
  code: ok ? 'first_free' : 'held',
  ...(foil ? { foil } : {}),
});
const asked = (...considered: Candidate[]) =>
  questionOf(event(1, { fields: { class: 'fc' }, decision: { id: 'd', ask: 'Which?', considered } }));

test('a question has the right number among its options, in the order of the numbers', () => {
  const question = asked(candidate(2, true), candidate(0, false), candidate(3, false, true));

  assert.deepEqual(
    question?.options.map(({ number, right }) => [number, right]),
    [
      [0, false],
      [2, true],
      [3, false],
    ],
  );
  assert.equal(question.className, 'fc');
});

test('of many, four are asked: the right one, those that tempt, the first others', () => {
  const question = asked(
    ...[0, 1, 2, 3, 4].map((v) => candidate(v, false)),
    candidate(5, true),
    candidate(6, false, true),
  );

  assert.deepEqual(
    question?.options.map(({ number }) => number),
    [0, 1, 5, 6],
  );
});

test('where only one number was looked at, there is nothing to ask', () => {
  assert.equal(asked(candidate(0, true)), null);
});

test('an option is answered by its own digit, a long number by its last one', () => {
  const keys = (...numbers: number[]) =>
    asked(...numbers.map((v, place) => candidate(v, place === 0)))?.options.map(({ key }) => key);
  assert.deepEqual(keys(0, 2, 3), ['0', '2', '3']);
  assert.deepEqual(keys(9, 10, 11), ['9', '0', '1']);
  assert.deepEqual(keys(0, 10, 11), ['1', '2', '3']);
});

test('a run of numbers is one candidate', () => {
  assert.deepEqual(numbersOf(candidate('3..17', false)), [3, 17]);
  assert.equal(named('lan', candidate('3..17', false)), 'lan3 to lan17');
  assert.equal(named('lan', candidate(4, false)), 'lan4');
});

test('a step that decides nothing asks nothing', () => {
  assert.equal(questionOf(event(1, {})), null);
});
