// Builds dist/viewer.html, the same bytes from the same sources: one script, one stylesheet, and the
// places that giosim fills in.
//
//   node tools/build.mjs           writes dist/viewer.html
//   node tools/build.mjs --check   compares instead; 1 when they differ

import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

const web = fileURLToPath(new URL('..', import.meta.url));

async function bundled(entry, loader) {
  const result = await build({
    absWorkingDir: web,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    target: ['es2022', 'chrome105', 'firefox110', 'safari16'],
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'warning',
    ...loader,
  });
  return result.outputFiles[0].text.trim();
}

const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

function filled(page, place, text) {
  const parts = page.split(place);
  if (parts.length !== 2) throw new Error(`${place} must stand in the page once`);
  return parts.join(text);
}

export async function viewer() {
  const script = await bundled('src/main.tsx', { format: 'iife', jsx: 'automatic', jsxImportSource: 'preact' });
  const style = await bundled('src/style.css', {});
  if (/<\/script|<!--/i.test(script)) throw new Error('the script would end itself');
  let page = readFileSync(`${web}/src/page.html`, 'utf8');
  page = filled(page, '@@SCRIPT_HASH@@', hashOf(script));
  page = filled(page, '@@STYLE_HASH@@', hashOf(style));
  page = filled(page, '@@STYLE@@', style);
  return filled(page, '@@SCRIPT@@', script);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const fresh = await viewer();
  const file = `${web}/dist/viewer.html`;
  if (process.argv.includes('--check')) {
    const committed = readFileSync(file, 'utf8');
    if (committed !== fresh) {
      console.error('web/dist/viewer.html is not what its sources give; run: npm --prefix web run build');
      process.exit(1);
    }
  } else {
    writeFileSync(file, fresh);
    console.log(`dist/viewer.html: ${(fresh.length / 1000).toFixed(1)} kB`);
  }
}
