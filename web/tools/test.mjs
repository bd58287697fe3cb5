// Bundles the tests of a folder of tests/ and runs them with node's own test runner.
//
//   node tools/test.mjs unit
//   GIOSIM=../build/release/giosim node tools/test.mjs browser

import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

const web = fileURLToPath(new URL('..', import.meta.url));
const group = process.argv[2] ?? 'unit';
const sources = readdirSync(`${web}/tests/${group}`).filter((name) => name.endsWith('.test.ts'));
const out = `${web}/build/tests/${group}`;

rmSync(out, { recursive: true, force: true });
await build({
  absWorkingDir: web,
  entryPoints: sources.map((name) => `tests/${group}/${name}`),
  outdir: out,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node18',
  packages: 'external',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  logLevel: 'warning',
});
const files = sources.map((name) => `${out}/${name.replace(/\.ts$/, '.mjs')}`);
const ended = spawnSync(process.execPath, ['--test', ...files], { cwd: web, stdio: 'inherit' });
process.exit(ended.status ?? 1);
