// What the page shows now, and every way to change it. Views read; keys and buttons call.

import { batch, computed, signal } from '@preact/signals';

import { Fold } from './fold.ts';
import type { State } from './fold.ts';
import { hashOf, placeOf } from './link.ts';
import type { Theme } from './link.ts';
import { signsOf } from './mac_sign.ts';
import { questionOf } from './predict.ts';
import type { Question } from './predict.ts';
import { Trace } from './trace.ts';
import type { Stretch } from './trace.ts';
import type { Event, Line } from './trace_types.ts';

const PLAY_MS = 1800;

export interface Step {
  seq: number;
  event: Event;
  stretch: Stretch;
  state: State; // of after this step; read it now, the next step changes it
}

export interface Answer {
  number: number | null; // null: none was given
  right: boolean;
}

export class Store {
  readonly trace: Trace;
  readonly fold: Fold;
  readonly signs;

  readonly seq = signal(1);
  readonly predict = signal(false);
  readonly story = signal(false); // only the steps that the story cannot do without
  readonly question = signal<Question | null>(null);
  readonly answers = signal<ReadonlyMap<number, Answer>>(new Map());
  readonly peek = signal<string | null>(null); // a machine that is looked at though another one acts
  readonly playing = signal(false);
  readonly theme = signal<Theme | null>(null); // null: as the system has it
  readonly dialog = signal<'keys' | null>(null);
  readonly toast = signal<string | null>(null);

  readonly step = computed<Step>(() => {
    const seq = this.seq.value;
    return {
      seq,
      event: this.trace.event(seq),
      stretch: this.trace.stretchOf(seq),
      state: this.fold.at(seq),
    };
  });
  readonly machine = computed(() => this.peek.value ?? this.step.value.event.machine);

  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(lines: readonly Line[]) {
    this.trace = new Trace(lines);
    this.fold = new Fold(this.trace.header.initial, this.trace.events);
    this.signs = signsOf(this.trace.macs);
  }

  get count(): number {
    return this.trace.count;
  }

  // Any step, without a question.
  go(seq: number): void {
    batch(() => {
      this.seq.value = Math.min(Math.max(seq, 1), this.count);
      this.question.value = null;
      this.peek.value = null;
    });
  }

  // One step on. In predict mode a decision asks first; asked already, it is shown, and counts.
  next(): void {
    if (this.question.value) {
      this.conclude(this.question.value.seq, { number: null, right: false });
      return;
    }
    const seq = this.seq.value + this.stride(1);
    if (seq > this.count) {
      this.pause();
      return;
    }
    const question = this.predict.value && this.openQuestion(seq);
    if (question) {
      this.pause();
      this.question.value = question;
      this.peek.value = null;
    } else {
      this.go(seq);
    }
  }

  previous(): void {
    if (this.question.value) this.question.value = null;
    else this.go(this.seq.value + this.stride(-1));
  }

  nextDecision(): void {
    const from = this.question.value ? this.question.value.seq : this.seq.value;
    const seq = Trace.next(this.trace.decisions, from);
    if (seq === undefined) this.say('There is no decision after this step.');
    else this.goToDecision(seq);
  }

  previousDecision(): void {
    const seq = Trace.previous(this.trace.decisions, this.seq.value);
    if (seq === undefined) this.say('There is no decision before this step.');
    else this.go(seq);
  }

  nextInLane(): void {
    const seq = Trace.next(this.lane(), this.seq.value);
    if (seq !== undefined) this.go(seq);
  }
  previousInLane(): void {
    const seq = Trace.previous(this.lane(), this.seq.value);
    if (seq !== undefined) this.go(seq);
  }

  nextPhase(): void {
    const { stretch } = this.step.value;
    this.go(stretch.last < this.count ? stretch.last + 1 : this.count);
  }
  previousPhase(): void {
    const { stretch, seq } = this.step.value;
    this.go(seq > stretch.first ? stretch.first : this.trace.stretchOf(Math.max(seq - 1, 1)).first);
  }

  cause(): void {
    const { cause } = this.step.value.event;
    if (cause === null) this.say('Nothing before this step made it happen.');
    else this.go(cause);
  }

  // Where a value comes from: the step that wrote it.
  goToWriter(machine: string, table: string, key: string, field: string | null): void {
    const seq = this.trace.writer(machine, table, key, field, this.seq.value);
    if (seq === null) return;
    if (seq === this.seq.value) this.say('This very step wrote it.');
    this.go(seq);
  }

  toggleStory(): void {
    this.story.value = !this.story.value;
    this.say(
      this.story.value
        ? 'The steps that only pass numbers on are skipped now.'
        : 'All steps are shown again.',
    );
  }

  togglePredict(): void {
    batch(() => {
      this.predict.value = !this.predict.value;
      this.question.value = null;
    });
  }

  answer(key: string): void {
    const question = this.question.value;
    const option = question?.options.find((one) => one.key === key);
    if (question && option) this.conclude(question.seq, { number: option.number, right: option.right });
  }

  get score(): { right: number; asked: number } {
    const answers = [...this.answers.value.values()];
    return { right: answers.filter((answer) => answer.right).length, asked: answers.length };
  }

  togglePlay(): void {
    if (this.playing.value) {
      this.pause();
      return;
    }
    if (this.seq.value === this.count) this.go(1);
    this.playing.value = true;
    this.timer = setInterval(() => this.next(), PLAY_MS);
  }

  pause(): void {
    clearInterval(this.timer);
    this.playing.value = false;
  }

  say(sentence: string): void {
    this.toast.value = sentence;
  }

  // The place in the link, read and written.
  get hash(): string {
    return hashOf({
      step: this.seq.value,
      predict: this.predict.value,
      ask: this.question.value?.seq ?? null,
      theme: this.theme.value,
    });
  }

  follow(hash: string): void {
    const place = placeOf(hash, this.count);
    batch(() => {
      this.predict.value = place.predict;
      if (place.theme) this.theme.value = place.theme;
      this.go(place.ask ? Math.max(place.ask - 1, 1) : place.step);
      if (place.ask) this.question.value = questionOf(this.trace.event(place.ask));
    });
  }

  // How far the next step is, one way or the other.
  private stride(way: 1 | -1): number {
    let stride: number = way;
    const skipped = (seq: number) =>
      seq > 1 && seq < this.count && this.trace.event(seq).weight === 'plumbing';
    if (this.story.value) while (skipped(this.seq.value + stride)) stride += way;
    return stride;
  }

  private lane(): readonly number[] {
    return this.trace.ofLane.get(this.step.value.event.comp) ?? [];
  }

  private conclude(seq: number, answer: Answer): void {
    batch(() => {
      this.answers.value = new Map(this.answers.value).set(seq, answer);
      this.go(seq);
    });
  }

  private openQuestion(seq: number): Question | null {
    const event = this.trace.event(seq);
    const { ask, ask_at: askAt } = this.trace.lesson ?? {};
    if (ask && !ask.includes(event.machine)) return null;
    if (askAt && !askAt.includes(String(event.subject))) return null;
    return this.answers.value.has(seq) ? null : questionOf(event);
  }

  private goToDecision(seq: number): void {
    const question = this.predict.value ? this.openQuestion(seq) : null;
    batch(() => {
      this.go(question ? Math.max(seq - 1, 1) : seq);
      this.question.value = question;
    });
  }
}
