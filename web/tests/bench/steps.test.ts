// What a step costs, from the key to the finished layout: figures, no verdict. On a quiet machine.

import { after, test } from 'node:test';

import { Bench } from '../browser/harness.ts';
import { stepTimes } from '../browser/timing.ts';

const SCENARIOS = [
  'scenarios/basic/document_example.yaml',
  'scenarios/procedures/field_upgrade.yaml',
  'scenarios/large/thousand_nics.yaml',
  'scenarios/large/five_thousand_nics.yaml',
];
const STEPS = 60;

const bench = new Bench();
after(() => bench.close());

for (const scenario of SCENARIOS)
  test(scenario, async (context) => {
    const { file, lines } = bench.make(scenario);
    const start = performance.now();
    const opened = await bench.open(file);
    const opening = performance.now() - start;
    const middle = Math.floor((lines.length - 2) * 0.6);
    const jump = performance.now();
    await opened.goTo(`#s=${middle}`, middle);
    const jumped = performance.now() - jump;
    const say = (name: string, times: number[]): void => {
      times.sort((a, b) => a - b);
      const [best, median, worst] = [times[0]!, times[times.length >> 1]!, times.at(-1)!];
      context.diagnostic(`${name}: best ${best.toFixed(1)}, median ${median.toFixed(1)}, worst ${worst.toFixed(1)} ms`);
    };
    context.diagnostic(`${lines.length - 2} steps; opens in ${opening.toFixed(0)} ms, jumps in ${jumped.toFixed(0)} ms`);
    const steps = Math.min(STEPS, lines.length - 2 - middle);
    say('a step on', await stepTimes(opened, steps));
    say('a step back', await stepTimes(opened, steps, 'ArrowLeft'));
    await opened.close();
  });
