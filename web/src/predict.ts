// A question made from the run itself: GIO is about to decide; which number is it going to be?

import type { Candidate, Event } from './trace_types.ts';

export interface Option {
  number: number;
  key: string; // that answers with it
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
  if (first === last) return `${className}${first}`;
  return `${className}${first} ${last === first + 1 ? 'and' : 'to'} ${className}${last}`;
}

export function isAmong(number: number, candidate: Candidate): boolean {
  const [first, last] = numbersOf(candidate);
  return number >= first && number <= last;
}

// Only where there is a choice.
export function questionOf(event: Event): Question | null {
  if (!event.decision) return null;
  const options = event.decision.considered.map((candidate) => ({
    number: numbersOf(candidate)[0],
    right: candidate.ok,
    why: candidate.why,
    tempting: candidate.foil === true,
  }));
  const right = options.find((option) => option.right);
  if (!right || options.length < 2) return null;
  // The right one, those that tempt, and the first of the others.
  const others = options.filter((option) => !option.right);
  others.sort((a, b) => Number(b.tempting) - Number(a.tempting));
  const chosen = [right, ...others.slice(0, MOST - 1)].sort((a, b) => a.number - b.number);
  const keys = keysOf(chosen.map(({ number }) => number));
  return {
    seq: event.seq,
    ask: event.decision.ask,
    className: classOf(event),
    options: chosen.map(({ number, right: isRight, why }, place) => ({
      number,
      key: keys[place]!,
      right: isRight,
      why,
    })),
  };
}

// The digit of the number itself, or its last one; where that is not enough: 1, 2, 3, 4.
function keysOf(numbers: readonly number[]): string[] {
  const digits = numbers.map((number) => String(number % 10));
  return new Set(digits).size === digits.length ? digits : digits.map((_, place) => String(place + 1));
}
