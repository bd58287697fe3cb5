// How long a step takes, from the key to the finished layout, in milliseconds.

import type { Opened } from './harness.ts';

export function stepTimes(opened: Opened, steps: number, key = 'ArrowRight'): Promise<number[]> {
  return opened.page.evaluate(
    async ({ count, name }) => {
      const times: number[] = [];
      for (let i = 0; i < count; i++) {
        const start = performance.now();
        document.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }));
        for (let turn = 0; turn < 5; turn++) await Promise.resolve(); // the page draws in a microtask
        document.body.getBoundingClientRect();
        times.push(performance.now() - start);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return times;
    },
    { count: steps, name: key },
  );
}
