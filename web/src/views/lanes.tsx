// Who does what, in order: a lane for each component, a block for each step, the calls as bars, what
// caused this step as arrows. Below it the whole run as one slider.

import type { VNode } from 'preact';

import { windowOf } from '../lanes.ts';
import type { Window } from '../lanes.ts';
import type { Store } from '../store.ts';
import type { Event } from '../trace_types.ts';
import { Mac } from './said.tsx';
import { useSize } from './use_size.ts';

const HEAD = 44; // machine and phase
const THUMB = 16; // of the slider
const CHAIN = 6; // causes that are drawn

export function LanesPane({ store }: { store: Store }) {
  const { ref, size } = useSize<HTMLDivElement>();
  const seq = store.seq.value;
  const window = windowOf(store.count, seq, size.width);
  const height = (size.height - HEAD) / store.trace.header.lanes.length;
  return (
    <section class="pane lanes" aria-label="Who does what">
      <div class="lane-names" style={{ paddingTop: `${HEAD}px` }}>
        {store.trace.header.lanes.map((lane) => (
          <div
            key={lane.id}
            class={store.step.value.event.comp === lane.id ? 'now' : ''}
            style={{ height: `${height}px` }}
            title={lane.role}
          >
            <b class="mono">{lane.id}</b>
            <small>{ROLES[lane.id] ?? lane.role}</small>
          </div>
        ))}
      </div>
      <div class="lane-fit" ref={ref}>
        {size.width > 0 && <Track store={store} window={window} width={size.width} height={height} />}
      </div>
      <Controls store={store} window={window} />
      <Legend store={store} />
    </section>
  );
}

const ROLES: Record<string, string> = {
  HW: 'machine, cards',
  rc: 'scripts',
  KRS: 'what was saved',
  GIO: 'gives the numbers',
  HDM: 'drivers',
  ILAN: 'common LAN part',
  DLPI: 'what programs see',
};

interface TrackProps {
  store: Store;
  window: Window;
  width: number;
  height: number;
}

function Track({ store, window, width, height }: TrackProps) {
  const { trace } = store;
  const seq = store.seq.value;
  const { first, last, pitch } = window;
  const lane = new Map(trace.header.lanes.map((one, i) => [one.id as string, i]));
  const x = (at: number) => (at - first) * pitch;
  const y = (event: Event) => HEAD + (lane.get(event.comp) ?? 0) * height;
  const hidden = store.predict.value ? seq : Infinity; // steps behind it are not shown yet

  const causes = chainOf(store);
  const events = trace.events.slice(first - 1, last);
  return (
    <>
      <Heads {...{ store, window, x }} />
      {trace.header.lanes.map((one, i) => (
        <div key={one.id} class="lane" style={{ top: `${HEAD + i * height}px`, height: `${height}px` }} />
      ))}
      <svg class="calls" width={width} height={HEAD + height * trace.header.lanes.length} aria-hidden="true">
        <defs>
          <marker id="cause" viewBox="0 0 10 10" refX="8" refY="5" markerWidth="6" markerHeight="6" orient="auto">
            <path d="M0 .6L9.4 5L0 9.4z" class="cause-head" />
          </marker>
        </defs>
        {trace
          .callsBetween(first, Math.min(last, hidden))
          .map((call) => (
            <rect
              key={call.begin}
              class="call"
              x={x(Math.max(call.begin, first - 1)) + pitch / 2}
              y={HEAD + (lane.get(call.comp) ?? 0) * height + height / 2 - 3}
              width={Math.max(0, (Math.min(call.end, last + 1, hidden) - Math.max(call.begin, first - 1)) * pitch)}
              height="6"
              rx="3"
            >
              <title>{call.name}</title>
            </rect>
          ))}
        <line class="playhead" x1={x(seq) + pitch / 2} x2={x(seq) + pitch / 2} y1="0" y2="100%" />
        {arrows(store, causes, window).map(({ from, to, kind }) => (
          <path
            key={`${from.seq}-${to.seq}-${kind}`}
            class={`because ${kind}`}
            d={bend(x(from.seq), y(from), x(to.seq), y(to), pitch, height)}
            marker-end="url(#cause)"
          />
        ))}
      </svg>
      {events.map((event) => (
        <Block
          key={event.seq}
          {...{ store, event, pitch, height }}
          left={x(event.seq)}
          top={y(event)}
          fate={event.seq === seq ? 'now' : event.seq > seq ? 'future' : causes.has(event.seq) ? 'cause' : 'past'}
          hidden={event.seq > hidden}
        />
      ))}
    </>
  );
}

// The steps that this one comes from, and those it looked at.
function chainOf(store: Store): Set<number> {
  const chain = new Set<number>();
  let event = store.step.value.event;
  for (const seq of event.links ?? []) chain.add(seq);
  while (event.cause !== null && chain.size < CHAIN) {
    chain.add(event.cause);
    event = store.trace.event(event.cause);
  }
  return chain;
}

function arrows(store: Store, chain: ReadonlySet<number>, window: Window) {
  const { event } = store.step.value;
  const found: Array<{ from: Event; to: Event; kind: string }> = [];
  const inSight = (seq: number) => seq >= window.first && seq <= window.last;
  for (const to of [event, ...[...chain].map((seq) => store.trace.event(seq))]) {
    if (to.cause === null || !chain.has(to.cause) || to.cause === to.seq - 1) continue;
    if (inSight(to.cause) && inSight(to.seq)) found.push({ from: store.trace.event(to.cause), to, kind: 'caused' });
  }
  for (const seq of event.links ?? [])
    if (inSight(seq) && seq !== event.seq - 1) found.push({ from: store.trace.event(seq), to: event, kind: 'looked' });
  return found;
}

function bend(fromX: number, fromY: number, toX: number, toY: number, pitch: number, height: number): string {
  const x1 = fromX + pitch - 3;
  const y1 = fromY + height / 2;
  const x2 = toX + 1;
  const y2 = toY + height / 2;
  const rise = fromY === toY ? Math.min(height * 0.9, 8 + (x2 - x1) * 0.1) : 0;
  const reach = Math.min(60, Math.max(10, (x2 - x1) / 2));
  return `M${x1} ${y1}C${x1 + reach} ${y1 - rise} ${x2 - reach} ${y2 - rise} ${x2} ${y2}`;
}

// Above the lanes: whose life it is, and the phases of that life.
function Heads({ store, window, x }: { store: Store; window: Window; x: (seq: number) => number }) {
  const { trace } = store;
  const now = store.step.value.stretch;
  const inSight = trace.stretchesBetween(window.first, window.last);
  const place = (first: number, last: number) => {
    const left = x(Math.max(first, window.first));
    return { left: `${left}px`, width: `${x(Math.min(last, window.last) + 1) - left}px` };
  };
  const lives: Array<{ name: string; first: number; last: number }> = [];
  for (const { machine, boot, first, last } of inSight) {
    const name = boot > 0 ? `${machine}, boot ${boot}` : machine;
    if (lives.at(-1)?.name === name) lives.at(-1)!.last = last;
    else lives.push({ name, first, last });
  }
  return (
    <>
      {lives.map(({ name, first, last }) => (
        <div key={first} class="life" style={place(first, last)} title={name}>
          {name}
        </div>
      ))}
      {inSight.map((stretch) => (
        <button
          key={stretch.first}
          type="button"
          tabIndex={-1}
          class={stretch === now ? 'phase now' : 'phase'}
          style={place(stretch.first, stretch.last)}
          title={trace.header.phases.find((one) => one.id === stretch.phase)?.title ?? ''}
          onClick={() => store.go(stretch.first)}
        >
          {stretch.phase.replace('_', ' ')}
        </button>
      ))}
    </>
  );
}

interface BlockProps {
  store: Store;
  event: Event;
  left: number;
  top: number;
  pitch: number;
  height: number;
  fate: 'past' | 'cause' | 'now' | 'future';
  hidden: boolean;
}

function Block({ store, event, left, top, pitch, height, fate, hidden }: BlockProps) {
  const mac = store.trace.macAt[event.seq];
  const sign = mac ? store.signs.get(mac) : undefined;
  const tone = sign && !hidden ? ` tone-${sign.color}` : '';
  return (
    <button
      type="button"
      tabIndex={-1}
      class={`block ${fate}${tone}${hidden ? ' hidden' : ''}`}
      style={{ left: `${left + 1.5}px`, top: `${top + 3}px`, width: `${pitch - 3}px`, height: `${height - 6}px` }}
      title={hidden ? `${event.seq}: not yet shown` : `${event.seq}: ${event.msg}`}
      aria-label={hidden ? `${event.seq}: not yet shown` : `${event.seq}: ${event.label}`}
      aria-current={fate === 'now' ? 'step' : undefined}
      onClick={() => store.go(event.seq)}
    >
      <span>{hidden ? '' : event.label}</span>
      {event.decision && <i class="decides" />}
    </button>
  );
}

function Controls({ store, window }: { store: Store; window: Window }) {
  const seq = store.seq.value;
  const { count } = store;
  const playing = store.playing.value;
  return (
    <div class="controls">
      <div class="buttons">
        <button type="button" title="step back (←)" aria-label="Step back" onClick={() => store.previous()}>
          <Icon d="M14 4L6 10L14 16z" />
        </button>
        <button
          type="button"
          class="main"
          title="play, pause (Space)"
          aria-label={playing ? 'Pause' : 'Play'}
          onClick={() => store.togglePlay()}
        >
          <Icon d={playing ? 'M5 4H8.6V16H5zM11.4 4H15V16H11.4z' : 'M6 3.4L16 10L6 16.6z'} />
        </button>
        <button type="button" title="next step (→)" aria-label="Next step" onClick={() => store.next()}>
          <Icon d="M6 4L14 10L6 16z" />
        </button>
        <button type="button" title="next decision (D)" aria-label="Next decision" onClick={() => store.nextDecision()}>
          <Icon d="M3 5L9 10L3 15zM14 5L19 10L14 15L9 10z" />
        </button>
      </div>
      <div class="slider">
        <Overview store={store} window={window} />
        <input
          type="range"
          min="1"
          max={count}
          value={seq}
          aria-label="Step"
          aria-valuetext={`${seq} of ${count}. ${store.step.value.event.msg}`}
          // The middle of the thumb stands above the middle of the step, as the playhead does.
          style={{
            left: `calc(${50 / count}% - ${THUMB / 2}px)`,
            width: `calc(${100 - 100 / count}% + ${THUMB}px)`,
          }}
          onInput={(event) => store.go(Number(event.currentTarget.value))}
        />
      </div>
    </div>
  );
}

// The whole run behind the slider: the lives of the machines, the decisions, and what the lanes show.
function Overview({ store, window }: { store: Store; window: Window }) {
  const { count } = store;
  return (
    <svg class="overview" viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true">
      {whole(store)}
      {(window.first > 1 || window.last < count) && (
        <rect
          class="in-sight"
          x={((window.first - 1) / count) * 1000}
          width={Math.max(4, ((window.last + 1 - window.first) / count) * 1000)}
          y="1"
          height="14"
        />
      )}
    </svg>
  );
}

// The same at every step: made once.
function whole(store: Store): VNode {
  const made = wholes.get(store);
  if (made) return made;
  const { trace, count } = store;
  const at = (seq: number) => ((seq - 1) / count) * 1000;
  const lives: Array<{ first: number; last: number; machine: number }> = [];
  for (const stretch of trace.stretches) {
    const machine = trace.machines.indexOf(stretch.machine);
    const now = lives.at(-1);
    if (now && now.machine === machine) now.last = stretch.last;
    else lives.push({ first: stretch.first, last: stretch.last, machine });
  }
  const ticks = new Set(trace.decisions.map((seq) => Math.round(at(seq) + 500 / count)));
  const drawn = (
    <g>
      {lives.map(({ first, last, machine }) => (
        <rect key={first} class={`life-${machine % 3}`} x={at(first)} width={at(last + 1) - at(first)} y="5" height="6" />
      ))}
      <path class="tick" d={[...ticks].map((x) => `M${x} 2V14`).join('')} />
    </g>
  );
  wholes.set(store, drawn);
  return drawn;
}

const wholes = new WeakMap<Store, VNode>();

function Legend({ store }: { store: Store }) {
  const first = store.signs.values().next().value;
  return (
    <p class="legend">
      <span>
        <i class="swatch now" /> changed in this step
      </span>
      <span>
        <i class="swatch reserved" /> reserved
      </span>
      <span>
        <i class="decides" /> decision
      </span>
      {first && (
        <span>
          <Mac sign={first} /> one colour and shape for each MAC address
        </span>
      )}
      <span class="keys">
        <kbd>←</kbd> <kbd>→</kbd> step <kbd>D</kbd> next decision <kbd>C</kbd> cause
      </span>
      <span>a click on a cell shows where its value comes from</span>
    </p>
  );
}

export function Icon({ d }: { d: string }) {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
      <path d={d} fill="currentColor" />
    </svg>
  );
}
