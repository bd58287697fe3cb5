// A question made from the run itself: GIO is about to decide; which number is it going to be?

import type { Candidate, Event } from './trace_types.ts';

export interface Option {
  number: number;
  right: boolean;
  why: string; // what became of it
}

export interface Question {
  seq: number; // the step that decides
  ask: string;
  className: string; // "lan": what the numbers belong to
  options: Option[]; // in the order of the numbers
}

const MOST = 4;

export function classOf(event: Event): string {
  const own = event.fields['class'];
  return typeof own === 'string' ? own : 'lan';
}

// "3..17" is a run of numbers that fared alike.
export function numbersOf(candidate: Candidate): [number, number] {
  if (typeof candidate.v === 'number') return [candidate.v, candidate.v];
  const [first, last] = candidate.v.split('..').map(Number);
  return [first!, last!];
}

export function named(className: string, candidate: Candidate): string {
  const [first, last] = numbersOf(candidate);
  return first === last ? `${className}${first}` : `${className}${first} to ${className}${last}`;
}

export function questionOf(event: Event): Question | null {
  if (!event.decision) return null;
  const options = event.decision.considered.map((candidate) => ({
    number: numbersOf(candidate)[0],
    right: candidate.ok,
    why: candidate.why,
    tempting: candidate.foil === true,
  }));
  const right = options.find((option) => option.right);
  if (!right) return null;
  if (options.length < 2) {
    options.push({ number: unseen(options), right: false, why: 'GIO does not look at it', tempting: true });
  }
  // The right one, those that tempt, and the first of the others.
  const others = options.filter((option) => !option.right);
  others.sort((a, b) => Number(b.tempting) - Number(a.tempting));
  const chosen = [right, ...others.slice(0, MOST - 1)].sort((a, b) => a.number - b.number);
  return {
    seq: event.seq,
    ask: event.decision.ask,
    className: classOf(event),
    options: chosen.map(({ number, right: isRight, why }) => ({ number, right: isRight, why })),
  };
}

function unseen(options: readonly { number: number }[]): number {
  let number = 0;
  while (options.some((option) => option.number === number)) number++;
  return number;
}
