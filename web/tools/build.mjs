// Builds the pages of dist/, the same bytes from the same sources: each has one script, one stylesheet,
// and the viewer has places that giosim fills in.
//
//   node tools/build.mjs           writes them
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

const read = (file) => readFileSync(`${web}/${file}`, 'utf8');

async function page({ script: entry, style: sheet, html }) {
  const script = await bundled(entry, { format: 'iife', jsx: 'automatic', jsxImportSource: 'preact' });
  const style = await bundled(sheet, {});
  if (/<\/script|<!--/i.test(script)) throw new Error('the script would end itself');
  let text = read(html);
  text = filled(text, '@@SCRIPT_HASH@@', hashOf(script));
  text = filled(text, '@@STYLE_HASH@@', hashOf(style));
  text = filled(text, '@@STYLE@@', style);
  return filled(text, '@@SCRIPT@@', script);
}

const PAGES = {
  'dist/viewer.html': { script: 'src/main.tsx', style: 'src/style.css', html: 'src/page.html' },
  'dist/playground.html': {
    script: 'src/playground/playground.tsx',
    style: 'src/playground/playground.css',
    html: 'src/playground/playground.html',
  },
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const checks = process.argv.includes('--check');
  for (const [file, parts] of Object.entries(PAGES)) {
    const fresh = await page(parts);
    if (!checks) {
      writeFileSync(`${web}/${file}`, fresh);
      console.log(`${file}: ${(fresh.length / 1000).toFixed(1)} kB`);
    } else if (read(file) !== fresh) {
      console.error(`web/${file} is not what its sources give; run: npm --prefix web run build`);
      process.exitCode = 1;
    }
  }
}
