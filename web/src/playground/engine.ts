// What the page asks of the giosim that serves it.

import type { Line } from '../trace_types.ts';
import type { Schema } from './schema_words.ts';

export interface Problem {
  line: number; // 0: the text as a whole
  column: number;
  sentence: string;
}

export interface Verdict {
  passed: boolean;
  choices: string;
  facts: number;
  events: number;
  failures: Problem[];
}

export type Answer =
  | { kind: 'ran'; verdict: Verdict; trace: Line[] }
  | { kind: 'refused'; problems: Problem[] }
  | { kind: 'unreachable' };

export async function run(yaml: string, signal: AbortSignal): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch('/api/run', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ yaml }),
      signal,
    });
  } catch (error) {
    if (signal.aborted) throw error;
    return { kind: 'unreachable' };
  }
  const type = response.headers.get('Content-Type') ?? '';
  if (!type.startsWith('application/json')) {
    const sentence = (await response.text()).trim();
    return { kind: 'refused', problems: [{ line: 0, column: 0, sentence }] };
  }
  const answer = (await response.json()) as { problems: Problem[] } | { verdict: Verdict; trace: Line[] };
  return 'problems' in answer
    ? { kind: 'refused', problems: answer.problems }
    : { kind: 'ran', verdict: answer.verdict, trace: answer.trace };
}

export async function schema(): Promise<Schema> {
  return (await (await fetch('/api/schema')).json()) as Schema;
}

export async function firstText(): Promise<string> {
  return (await fetch('/api/text')).text();
}

export interface Lesson {
  name: string;
  title: string;
  text: string;
}

export async function lessons(): Promise<Lesson[]> {
  return (await (await fetch('/api/lessons')).json()) as Lesson[];
}
