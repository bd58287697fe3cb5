// Where a reader was in one run, in another run: at the same fact, by what it is and not by its number.

import type { Event } from '../trace_types.ts';

// What an event is, and the how manieth of its like.
function identities(events: readonly Event[]): string[] {
  const counted = new Map<string, number>();
  return events.map(({ machine, boot, kind, subject }) => {
    const what = [machine, boot, kind, subject].join(' ');
    const count = (counted.get(what) ?? 0) + 1;
    counted.set(what, count);
    return `${what} ${count}`;
  });
}

// The step of `after` to go on at; where the fact is gone, that of the last one before it which is not.
export function samePlace(before: readonly Event[], seq: number, after: readonly Event[]): number {
  const places = new Map(identities(after).map((identity, at) => [identity, at + 1]));
  for (const identity of identities(before.slice(0, seq)).reverse()) {
    const place = places.get(identity);
    if (place !== undefined) return place;
  }
  return 1;
}
