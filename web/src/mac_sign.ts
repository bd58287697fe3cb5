// A MAC address is the one thing on the page that has a colour and a shape of its own: the same
// everywhere, by the order in which the trace first names it.

export const COLORS = 8;
export const SHAPES = ['circle', 'diamond', 'triangle', 'square', 'pentagon', 'cross', 'drop'] as const;

export interface Sign {
  mac: string;
  color: number; // 1 … COLORS, a token of the stylesheet
  shape: (typeof SHAPES)[number];
  short: string; // the end of the address that tells it from the others: "…000A"
}

export function signsOf(macs: readonly string[]): Map<string, Sign> {
  const length = tellingEnd(macs);
  const signs = new Map<string, Sign>();
  macs.forEach((mac, i) => {
    const short = `…${mac.slice(-length)}`;
    signs.set(mac, { mac, color: (i % COLORS) + 1, shape: SHAPES[i % SHAPES.length]!, short });
  });
  return signs;
}

// How many of the last digits differ for all; never fewer than four.
function tellingEnd(macs: readonly string[]): number {
  for (let length = 4; length < 12; length += 2)
    if (new Set(macs.map((mac) => mac.slice(-length))).size === macs.length) return length;
  return 12;
}
