// Why: the rule, the document's sentence, what was considered, and what this step comes from. Before
// a decision in predict mode: the question instead.

import { alsoChanged } from '../tables.ts';
import { classOf, isAmong, named } from '../predict.ts';
import type { Question } from '../predict.ts';
import type { Store } from '../store.ts';
import { isMereSequence } from '../trace.ts';
import type { Event, Rule } from '../trace_types.ts';
import { Said } from './said.tsx';

export function WhyPane({ store }: { store: Store }) {
  const question = store.question.value;
  return (
    <section class="pane why" aria-label="Why" tabIndex={0}>
      {question ? <Asking store={store} question={question} /> : <Because store={store} />}
    </section>
  );
}

function Asking({ store, question }: { store: Store; question: Question }) {
  return (
    <>
      <p class="over">
        What comes next? <span class="rule-id">your turn</span>
      </p>
      <h2 class="ask">
        <Said store={store} text={question.ask} />
      </h2>
      <div class="options">
        {question.options.map((option) => (
          <button key={option.number} type="button" onClick={() => store.answer(option.key)}>
            <kbd>{option.key}</kbd>
            <span class="mono">
              {question.className}
              {option.number}
            </span>
          </button>
        ))}
      </div>
      <p class="hint">
        Look at the numbers and the tables, then press a key or a button. <kbd>→</kbd> shows the answer without a guess.
      </p>
    </>
  );
}

function Because({ store }: { store: Store }) {
  const { event, seq } = store.step.value;
  const { header, lesson } = store.trace;
  const rule = header.rules[event.rule];
  const departure = departureOf(rule, header.policies);
  return (
    <>
      {lesson && seq === 1 && <Note title={`Lesson ${lesson.number}: ${lesson.title}.`} text={lesson.goal} kind="lesson" />}
      {lesson?.before && seq === 1 && <Note title="The situation." text={lesson.before} kind="lesson" />}
      {lesson && seq === store.count && <Note title="What to take home." text={lesson.summary} kind="lesson" />}
      {seq === store.count &&
        store.trace.footer?.failures?.map((failure) => <Note title="The run has failed." text={failure} kind="failed" />)}
      <Guess store={store} event={event} />
      <p class="over">
        Why <span class="rule-id">{event.rule}</span>
      </p>
      {rule && <RuleText store={store} rule={rule} />}
      <Whole event={event} />
      <Considered store={store} event={event} />
      <Causes store={store} event={event} />
      {rule?.whatif && !departure && (
        <>
          <h3>What if not</h3>
          <p>
            <Said store={store} text={rule.whatif} />
          </p>
        </>
      )}
      {departure && (
        <Note title="This run reads it in another way." text={`Its policy is ${departure}.`} kind="reading" />
      )}
      {rule?.reading && <Reading reading={rule.reading} />}
      <Also event={event} />
    </>
  );
}

// "initial_instance=above_highest", where the run has another reading of the rule.
function departureOf(rule: Rule | undefined, policies: Record<string, string>): string | null {
  const policy = rule?.reading?.policy;
  const reading = policy && policies[policy];
  return reading ? `${policy}=${reading}` : null;
}

function RuleText({ store, rule }: { store: Store; rule: Rule }) {
  return (
    <>
      <h2>{rule.title}</h2>
      <p>
        <Said store={store} text={rule.plain} />
      </p>
      {rule.quote && (
        <figure class="quote">
          <blockquote>{unmarked(rule.quote)}</blockquote>
          <figcaption>
            HP’s Portable Image paper, “{rule.section}”
          </figcaption>
        </figure>
      )}
    </>
  );
}

// The document's text is Markdown: `ioconfig` is code there.
function unmarked(quote: string) {
  return quote.split('`').map((part, i) => (i % 2 ? <code key={i}>{part}</code> : part));
}

// How the reader's guess went, at the step that decided.
function Guess({ store, event }: { store: Store; event: Event }) {
  const answer = store.predict.value ? store.answers.value.get(event.seq) : undefined;
  if (!answer || answer.number === null || !event.decision) return null;
  const className = classOf(event);
  const right = event.decision.considered.find((candidate) => candidate.ok)!;
  const own = event.decision.considered.find((candidate) => isAmong(answer.number!, candidate));
  return (
    <div class={`guess ${answer.right ? 'right' : 'wrong'}`} role="status">
      {answer.right ? (
        <p>
          <strong>Yes.</strong> {named(className, right)} it is: {right.why}.
        </p>
      ) : (
        <p>
          <strong>Not {`${className}${answer.number}`}</strong>: {own?.why}. It is{' '}
          {named(className, right)}: {right.why}.
        </p>
      )}
    </div>
  );
}

function Considered({ store, event }: { store: Store; event: Event }) {
  if (!event.decision) return null;
  return (
    <>
      <h3>What was considered</h3>
      <ul class="considered">
        {event.decision.considered.map((candidate) => (
          <li key={candidate.v} class={candidate.ok ? 'ok' : 'no'}>
            <span class="verdict" role="img" aria-label={candidate.ok ? 'chosen' : 'not chosen'}>
              {candidate.ok ? '✓' : '✕'}
            </span>
            <span class="mono">{named(classOf(event), candidate)}</span>
            <span>
              <Said store={store} text={candidate.why} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

// A log's line that the sentence cuts off.
function Whole({ event }: { event: Event }) {
  const line = event.fields['line'] ?? event.fields['message'];
  if (!event.msg.endsWith('…') || typeof line !== 'string') return null;
  return (
    <>
      <h3>In full</h3>
      <p class="also">{line}</p>
    </>
  );
}

const CHAIN = 3; // causes, one behind the other

function Causes({ store, event }: { store: Store; event: Event }) {
  const { trace } = store;
  const chain: Event[] = [];
  let before: Event | null = null; // what the chain only comes after
  for (let at = event; at.cause !== null && chain.length < CHAIN; at = chain.at(-1)!) {
    const cause = trace.event(at.cause);
    if (isMereSequence(at, cause)) {
      before = cause;
      break;
    }
    chain.push(cause);
  }
  const links = (event.links ?? []).filter((seq) => !chain.some((one) => one.seq === seq)).map((seq) => trace.event(seq));
  const effects = store.predict.value
    ? []
    : trace
        .effectsOf(event.seq)
        .map((seq) => trace.event(seq))
        .filter((effect) => !isMereSequence(effect, event))
        .slice(0, 2);
  return (
    <>
      {chain.length + links.length > 0 && <h3>Because of</h3>}
      <Steps store={store} events={chain} mark="" />
      <Steps store={store} events={links} mark="looked at" />
      {before && chain.length === 0 && (
        <>
          <h3>After</h3>
          <Steps store={store} events={[before]} mark="" />
        </>
      )}
      {effects.length > 0 && <h3>It leads to</h3>}
      <Steps store={store} events={effects} mark="" />
    </>
  );
}

function Steps({ store, events, mark }: { store: Store; events: readonly Event[]; mark: string }) {
  if (events.length === 0) return null;
  return (
    <ul class={`steps ${mark ? 'looked-at' : ''}`}>
      {events.map((event) => (
        <li key={event.seq}>
          <button type="button" onClick={() => store.go(event.seq)} title={event.msg}>
            <span class="seq">{event.seq}</span>
            <span class="mono comp">{event.comp}</span>
            <span class="msg">
              {mark && <em>{mark}: </em>}
              <Said store={store} text={event.msg} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

const READINGS = {
  conflict: 'The document says two things.',
  inferred: 'The document does not say so outright.',
  silent: 'The document is silent here.',
};

function Reading({ reading }: { reading: NonNullable<Rule['reading']> }) {
  const other = reading.policy ? ` (giosim run --policy ${reading.policy}=… tries another reading.)` : '';
  return <Note title={READINGS[reading.kind]} text={reading.text + other} kind="reading" />;
}

function Note({ title, text, kind }: { title: string; text: string; kind: string }) {
  return (
    <p class={`note ${kind}`}>
      <strong>{title}</strong> {text}
    </p>
  );
}

function Also({ event }: { event: Event }) {
  const lines = alsoChanged(event);
  if (lines.length === 0) return null;
  return (
    <>
      <h3>Also changed</h3>
      <ul class="also">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  );
}
