// What is committed is what its sources give: the page, and the types of the trace.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';

import { giosim, read, root } from './harness.ts';

const web = `${root}/web`;
const node = (...words: string[]) => execFileSync(process.execPath, words, { cwd: web, encoding: 'utf8', stdio: 'pipe' });

test('dist/viewer.html is what its sources give, to the byte', () => {
  node('tools/build.mjs', '--check');
});

test('the types of the trace are those of the schema that giosim prints', () => {
  const fresh = execFileSync(process.execPath, ['tools/types.mjs'], {
    cwd: web,
    encoding: 'utf8',
    input: giosim('schema', 'trace'),
  });
  assert.equal(read(`${web}/src/trace_types.ts`), fresh, 'run: giosim schema trace | npm --prefix web run -s types');
});

test('the sources hold what the compiler and the linter ask for', () => {
  node('node_modules/typescript/bin/tsc', '-p', '.');
  node('node_modules/eslint/bin/eslint.js', '.');
});
