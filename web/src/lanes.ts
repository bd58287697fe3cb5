// Which steps the lanes show, and where each stands.

export const BLOCK = { least: 56, most: 72 };

export interface Window {
  first: number; // the first step in sight
  last: number;
  pitch: number; // the width of a step
}

// All steps, where they fit; else as many as do, with the current one in the right half, so that
// what led to it is in sight.
export function windowOf(count: number, seq: number, width: number): Window {
  const pitch = Math.min(BLOCK.most, width / Math.max(count, 1));
  if (pitch >= BLOCK.least) return { first: 1, last: count, pitch };
  const room = Math.max(3, Math.floor(width / BLOCK.least));
  const first = Math.min(Math.max(1, seq - Math.floor(room * 0.6)), Math.max(1, count - room + 1));
  return { first, last: Math.min(count, first + room - 1), pitch: width / room };
}
