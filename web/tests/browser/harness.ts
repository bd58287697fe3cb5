// A page of giosim in a real browser: the program writes it, Chromium opens it from the disk.
//
//   GIOSIM    the program (required)
//   CHROMIUM  the browser; by default that of Debian

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

import type { Line } from '../../src/trace_types.ts';

// The bundled test stands in web/build/tests/browser.
export const root = fileURLToPath(new URL('../../../..', import.meta.url));

const MEGABYTES = 1 << 20;
const PATIENCE_MS = 60_000; // for a busy machine; nothing waits longer than it must

function program(): string {
  const path = process.env['GIOSIM'];
  if (!path) throw new Error('say which giosim is tested: GIOSIM=build/release/giosim');
  const found = [resolve(path), resolve(root, path)].find((one) => existsSync(one));
  if (!found) throw new Error(`GIOSIM is ${path}, and that is not there`);
  return found;
}

export function giosim(...words: string[]): string {
  return execFileSync(program(), words, { cwd: root, encoding: 'utf8', maxBuffer: 1024 * MEGABYTES });
}

// The output of a run, also of one that fails its expectations, as some scenarios do on purpose.
function performed(...words: string[]): string {
  const { stdout, status, stderr } = spawnSync(program(), words, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1024 * MEGABYTES,
  });
  if (status !== 0 && status !== 1) throw new Error(`${words.join(' ')}: ${stderr}`);
  return stdout;
}

export function traceOf(scenario: string): Line[] {
  return performed('run', '--format', 'jsonl', scenario)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

// A giosim that serves the playground.
export class Served {
  private constructor(
    readonly address: string,
    private readonly process: ChildProcess,
  ) {}

  static async start(...words: string[]): Promise<Served> {
    const process = spawn(program(), ['serve', ...words], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    for await (const words of process.stdout) {
      said += String(words);
      const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(said);
      if (address) return new Served(address[0], process);
    }
    throw new Error(`giosim serve has said ${said}`);
  }

  async end(): Promise<void> {
    const gone = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    await gone;
  }
}

export class Bench {
  private readonly folder = mkdtempSync(join(tmpdir(), 'giosim-page-'));
  private browser: Browser | undefined;

  // Writes the page of a scenario; the trace that should stand in it comes along.
  make(scenario: string): { file: string; lines: Line[] } {
    const file = join(this.folder, `${scenario.replace(/\W+/g, '_')}.html`);
    performed('teach', '-o', file, scenario);
    return { file, lines: traceOf(scenario) };
  }

  scenario(name: string, text: string): string {
    const file = join(this.folder, name);
    writeFileSync(file, text);
    return file;
  }

  // A page that is open at a place; its errors, and all that it asks for, are kept.
  open(file: string, hash = '', more: BrowserContextOptions = {}): Promise<Opened> {
    return this.openAt(`file://${file}${hash}`, more);
  }

  async openAt(address: string, more: BrowserContextOptions = {}): Promise<Opened> {
    this.browser ??= await chromium.launch({
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    });
    const context = await this.browser.newContext({ viewport: { width: 1600, height: 1000 }, ...more });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    const errors: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text());
    });
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(address);
    const opened = new Opened(page, errors, requests);
    if (more.javaScriptEnabled !== false) await opened.at();
    return opened;
  }

  async close(): Promise<void> {
    await this.browser?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export class Opened {
  constructor(
    readonly page: Page,
    readonly errors: string[],
    readonly requests: string[],
  ) {}

  // Waits until the page shows a step; any, when none is said.
  async at(seq?: number): Promise<void> {
    await this.page.locator(seq === undefined ? '[data-step]' : `[data-step="${seq}"]`).waitFor();
  }

  async press(key: string, seq?: number): Promise<void> {
    await this.page.keyboard.press(key);
    if (seq !== undefined) await this.at(seq);
  }

  async step(): Promise<number> {
    return Number(await this.page.locator('[data-step]').getAttribute('data-step'));
  }

  async goTo(hash: string, seq: number): Promise<void> {
    await this.page.evaluate((to) => {
      history.replaceState(null, '', '#'); // the same link twice is no news to a browser
      location.hash = to;
    }, hash);
    await this.at(seq);
  }

  // The words of an element, in HTML or SVG.
  async text(selector: string): Promise<string> {
    const words = await this.page.locator(selector).first().textContent();
    return (words ?? '').replace(/\s+/g, ' ').trim();
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}

export function read(file: string): string {
  return readFileSync(file, 'utf8');
}
