// The picture: the hardware tree over the numbers, each adapter joined to the number it has.

import { pictureOf } from '../picture.ts';
import type { Bay, Card, Move } from '../picture.ts';
import type { Sign } from '../mac_sign.ts';
import type { Store } from '../store.ts';
import { PATHS } from './said.tsx';
import { useSize } from './use_size.ts';

const EDGE = 12;
const CARD = { most: 168, least: 92 };
const BAY = { most: 122, least: 66 };

// Where things stand; closer to each other where the pane is low.
const ROOMY = { top: 74, card: 82, path: 20, tag: 29, state: 62, bay: 88, number: 32, holder: 51, mac: 60 };
const TIGHT = { top: 68, card: 66, path: 17, tag: 22, state: 52, bay: 70, number: 25, holder: 42, mac: 48 };
const LOW = 330; // of the pane's height
type Heights = typeof ROOMY;

interface Placed<Thing> {
  thing: Thing;
  x: number; // of the middle
  width: number;
}

export function PicturePane({ store }: { store: Store }) {
  const { ref, size } = useSize<HTMLDivElement>();
  const { event, state } = store.step.value;
  const machine = store.machine.value;
  return (
    <section class="pane picture" aria-label="Hardware and numbers">
      <div class="picture-head">
        <h2>Hardware and numbers</h2>
        <Machines store={store} />
      </div>
      <div class="picture-fit" ref={ref}>
        {size.width > 0 &&
          (isMove(event.kind) && !store.peek.value ? (
            <DiskMove {...size} from={String(event.fields['from'])} to={event.machine} kind={event.kind} />
          ) : (
            <Scene store={store} {...size} off={!state.get(machine)?.get('system')?.size && event.phase === 'off'} />
          ))}
      </div>
    </section>
  );
}

// Whose hardware and tables are shown: of the machine that acts, unless another one is looked at.
function Machines({ store }: { store: Store }) {
  const { trace } = store;
  const now = store.machine.value;
  const acting = store.step.value.event.machine;
  return (
    <div class="machines" role="group" aria-label="Machine">
      {trace.machines.map((machine) => (
        <button
          key={machine}
          type="button"
          aria-pressed={machine === now}
          class={machine === acting ? 'acting' : ''}
          title={machine === acting ? `${machine} acts in this step` : `look at ${machine}`}
          onClick={() => (store.peek.value = machine === acting ? null : machine)}
        >
          {machine}
        </button>
      ))}
    </div>
  );
}

const isMove = (kind: string): boolean => kind === 'machine.disk_moved' || kind === 'machine.disk_cloned';

function Scene({ store, width, height, off }: { store: Store; width: number; height: number; off: boolean }) {
  const { event, state } = store.step.value;
  const machine = store.machine.value;
  const cardRoom = Math.max(1, Math.floor((width - EDGE) / (CARD.least + 10)));
  const bayRoom = Math.max(2, Math.floor((width - EDGE) / (BAY.least + 8)));
  const picture = pictureOf(
    {
      trace: store.trace,
      event,
      machine,
      tables: state.get(machine),
      question: store.question.value,
      predicting: store.predict.value,
    },
    { cards: cardRoom, bays: bayRoom },
  );
  const { className, move } = picture;
  const places = store.trace.pathsOf.get(machine)?.size ?? 0;
  const cards = row(picture.cards, width, CARD, Math.min(places, cardRoom));
  const bays = row(picture.bays, width, BAY, 4);

  const at = height < LOW ? TIGHT : ROOMY;
  const { top } = at;
  const bayTop = height - at.bay - 40;
  const cardBottom = top + at.card;
  const signs = store.signs;
  return (
    <svg width={width} height={height} role="img" aria-label={inWords(picture.cards, picture.bays, className)}>
      <defs>
        <pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="8" height="8" class="hatch-ground" />
          <rect width="3.4" height="8" class="hatch-line" />
        </pattern>
        <marker id="arrow" viewBox="0 0 10 10" refX="7" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
          <path d="M0 .6L9.4 5L0 9.4z" class="arrow-head" />
        </marker>
      </defs>
      <Tree machine={machine} cards={cards} width={width} top={top} />
      {off && picture.cards.length === 0 && (
        <text class="faint" x={width / 2} y={top + 46} text-anchor="middle">
          {machine} is off
        </text>
      )}
      {!off && picture.cards.length === 0 && (
        <text class="faint" x={width / 2} y={top + 46} text-anchor="middle">
          the scan has found no adapter yet
        </text>
      )}
      <Lines {...{ cards, bays, move, signs }} from={cardBottom + 7} to={bayTop} />
      {cards.map((placed) => (
        <CardBox key={placed.thing.path} {...{ placed, at, className, signs }} />
      ))}
      {bays.map((placed) => (
        <BayBox key={placed.thing.number} {...{ placed, at, className, signs }} top={bayTop} />
      ))}
      <Gaps bays={bays} y={bayTop + at.bay / 2} />
      {move && <MoveArrow {...{ move, bays, className }} y={bayTop + at.bay} />}
      <Hidden all={picture.paths} seen={cards.length} width={width} y={top - 8} />
    </svg>
  );
}

function row<Thing>(
  things: readonly Thing[],
  width: number,
  box: { most: number; least: number },
  places: number,
): Array<Placed<Thing>> {
  const count = Math.max(things.length, places, 1);
  const pitch = Math.min((width - EDGE) / count, box.most + 14);
  const start = (width - pitch * Math.max(things.length, Math.min(count, places))) / 2;
  return things.map((thing, i) => ({ thing, x: start + pitch * (i + 0.5), width: Math.min(pitch - 10, box.most) }));
}

function inWords(cards: readonly Card[], bays: readonly Bay[], className: string): string {
  const held = cards
    .filter((card) => !card.ghost)
    .slice(0, 12)
    .map((card) => `${card.path} has ${card.instance === null ? 'no number' : `${className}${card.instance}`}`);
  const reserved = bays
    .filter((bay) => bay.waiting)
    .slice(0, 12)
    .map((bay) => `${className}${bay.number} is reserved`);
  return [...held, ...reserved].join('; ') || 'no adapters';
}

interface TreeProps {
  machine: string;
  cards: ReadonlyArray<Placed<Card>>;
  width: number;
  top: number;
}

// H/W paths are places in a tree: adapters whose paths begin alike hang from one bus.
function Tree({ machine, cards, width, top }: TreeProps) {
  const middle = width / 2;
  const buses = new Map<string, number[]>();
  for (const { thing, x } of cards) {
    const bus = thing.path.split('/').slice(0, 2).join('/');
    buses.set(bus, [...(buses.get(bus) ?? []), x]);
  }
  const pill = Math.max(110, machine.length * 8 + 34);
  return (
    <g class="tree">
      {[...buses].map(([bus, xs]) => {
        const x = xs.reduce((sum, one) => sum + one, 0) / xs.length;
        return (
          <g key={bus}>
            <path d={`M${middle} 24V31H${x}V${top - 12}`} />
            {xs.map((at) => (
              <path key={at} d={`M${x} ${top - 12}H${at}V${top}`} />
            ))}
            <rect x={x - 25} y={38} width="50" height="18" rx="4" />
            <text x={x} y={51} text-anchor="middle" class="mono small">
              {bus}
            </text>
          </g>
        );
      })}
      <rect class="machine" x={middle - pill / 2} y="1" width={pill} height="24" rx="12" />
      <text class="strong" x={middle} y="17.5" text-anchor="middle">
        {machine}
      </text>
    </g>
  );
}

interface LinesProps {
  cards: ReadonlyArray<Placed<Card>>;
  bays: ReadonlyArray<Placed<Bay>>;
  move: Move | null;
  signs: Map<string, Sign>;
  from: number;
  to: number;
}

function Lines({ cards, bays, move, signs, from, to }: LinesProps) {
  const bayAt = (number: number | null) => bays.find((bay) => bay.thing.number === number);
  const line = (x: number, at: number) => {
    const bend = (to - from) * 0.55;
    return `M${x} ${from}C${x} ${from + bend} ${at} ${to - bend} ${at} ${to}`;
  };
  return (
    <g class="lines">
      {cards.map(({ thing, x }) => {
        const bay = bayAt(thing.instance);
        const old = move?.path === thing.path ? bayAt(move.from) : undefined;
        return (
          <g key={thing.path}>
            {old && <path class="old" d={line(x, old.x)} />}
            {bay && <path class={tone(thing.mac, signs)} d={line(x, bay.x)} />}
          </g>
        );
      })}
    </g>
  );
}

const tone = (mac: string | null, signs: Map<string, Sign>): string => {
  const sign = mac ? signs.get(mac) : undefined;
  return sign ? `tone-${sign.color}` : 'tone-none';
};

interface CardBoxProps {
  placed: Placed<Card>;
  at: Heights;
  className: string;
  signs: Map<string, Sign>;
}

function CardBox({ placed: { thing: card, x, width }, at, className, signs }: CardBoxProps) {
  const { top } = at;
  const left = x - width / 2;
  const wide = width > 128;
  const number = card.instance !== null ? `${className}${card.instance}` : null;
  const badge = Math.max(46, (number?.length ?? 0) * 9 + 20);
  const classes = ['card', card.ghost ? 'ghost' : '', card.lit ? 'lit' : '', card.subject ? 'subject' : ''];
  return (
    <g class={classes.join(' ')} data-path={card.path}>
      <rect x={left} y={top} width={width} height={at.card} rx="8" />
      <text class="mono strong" x={left + 10} y={top + at.path} {...squeeze(card.path, width - (wide ? 72 : 20), 8.4)}>
        {card.path}
      </text>
      {wide && (
        <text class="faint small" x={left + width - 10} y={top + at.path} text-anchor="end">
          {card.driver}
        </text>
      )}
      {card.ghost ? (
        <>
          <text class="faint small" x={left + 10} y={top + at.path + 20}>
            {card.state ? card.ghost : wide ? 'no hardware here' : 'no card here'}
          </text>
          {!card.state && (
            <text class="faint small" x={left + 10} y={top + at.path + 36}>
              {card.ghost}
            </text>
          )}
        </>
      ) : (
        <>
          <MacTag {...{ card, signs }} x={left + 8} y={top + at.tag} room={width - 16} />
          <text class="small faint" x={left + 10} y={top + at.state}>
            {stateWords(card, wide)}
          </text>
        </>
      )}
      {number && (
        <g class={`badge ${tone(card.mac, signs)}`}>
          <rect x={x - badge / 2} y={top + at.card - 11} width={badge} height="22" rx="11" />
          <text class="mono strong" x={x} y={top + at.card + 4.5} text-anchor="middle">
            {number}
          </text>
        </g>
      )}
    </g>
  );
}

const INIT_WORDS: Record<Card['init'], string> = {
  'not begun': '',
  'going on': 'in init',
  done: 'init done',
  failed: 'init failed',
};

function stateWords(card: Card, wide: boolean): string {
  if (card.state !== 'CLAIMED') return card.state;
  const init = INIT_WORDS[card.init];
  if (!init) return 'claimed';
  return wide ? `claimed, ${init}` : init;
}

interface MacTagProps {
  card: Card;
  signs: Map<string, Sign>;
  x: number;
  y: number;
  room: number;
}

function MacTag({ card, signs, x, y, room }: MacTagProps) {
  const known = signs.get(card.mac ?? card.future ?? '');
  if (!known)
    return (
      <g class="tag unread">
        <rect x={x} y={y} width="56" height="18" rx="4" />
        <text class="small" x={x + 8} y={y + 13}>
          MAC ?
        </text>
      </g>
    );
  return (
    <g class={`tag tone-${known.color}${card.mac ? '' : ' unread'}`}>
      <title>{card.mac ? known.mac : `${known.mac}, which no driver has read yet`}</title>
      <rect x={x} y={y} width={Math.min(room, 24 + known.short.length * 7.2)} height="18" rx="4" />
      <path class="sign" transform={`translate(${x + 6} ${y + 4})`} d={PATHS[known.shape]} />
      <text class="mono small strong" x={x + 20} y={y + 13} {...squeeze(known.short, room - 24, 7)}>
        {known.short}
      </text>
    </g>
  );
}

interface BayBoxProps {
  placed: Placed<Bay>;
  at: Heights;
  top: number;
  className: string;
  signs: Map<string, Sign>;
}

function BayBox({ placed: { thing: bay, x, width }, at, top, className, signs }: BayBoxProps) {
  const left = x - width / 2;
  const owner = bay.holder ? bay.mac : (bay.reservedFor[0] ?? null);
  const classes = ['bay', bay.holder || bay.waiting ? tone(owner, signs) : 'free', bay.lit ? 'lit' : ''];
  const sign = owner ? signs.get(owner) : undefined;
  const tag = Math.min(width - 8, 21 + (sign?.short.length ?? 0) * 7.2);
  const name = `${className}${bay.number}`;
  const words = bay.holder ? '' : bay.waiting ? (width > 84 ? 'reserved for' : 'reserved') : bay.note || 'free';
  return (
    <g class={classes.join(' ')} data-number={bay.number}>
      <rect x={left} y={top} width={width} height={at.bay} rx="8" />
      {bay.waiting && <rect class="hatched" x={left + 3} y={top + 3} width={width - 6} height={at.bay - 6} rx="6" />}
      <text class="number" x={x} y={top + at.number} text-anchor="middle" {...squeeze(name, width - 14, 13)}>
        {name}
      </text>
      {bay.holder ? (
        <text class="mono small" x={x} y={top + at.holder} text-anchor="middle" {...squeeze(bay.holder, width - 10, 7)}>
          {bay.holder}
        </text>
      ) : (
        <text class="small" x={x} y={top + at.holder} text-anchor="middle" {...squeeze(words, width - 8, 6.4)}>
          {words}
        </text>
      )}
      {sign && (bay.holder || bay.waiting) && (
        <g class={`tag tone-${sign.color}`}>
          <rect x={x - tag / 2} y={top + at.mac} width={tag} height="18" rx="4" />
          <path class="sign" transform={`translate(${x - tag / 2 + 4} ${top + at.mac + 4})`} d={PATHS[sign.shape]} />
          <text class="mono small strong" x={x - tag / 2 + 17} y={top + at.mac + 13} {...squeeze(sign.short, tag - 20, 7)}>
            {sign.short}
          </text>
        </g>
      )}
      {bay.verdict && <Mark verdict={bay.verdict} x={left + width - 3} y={top + 3} />}
    </g>
  );
}

function Mark({ verdict, x, y }: { verdict: NonNullable<Bay['verdict']>; x: number; y: number }) {
  return (
    <g class={`mark ${verdict}`} transform={`translate(${x} ${y})`}>
      <circle r="10" />
      {verdict === 'chosen' && <path d="M-4.6 .2L-1.4 3.6L4.8-3.4" />}
      {verdict === 'rejected' && <path d="M-3.6-3.6L3.6 3.6M3.6-3.6L-3.6 3.6" />}
      {verdict === 'asked' && (
        <text y="4.6" text-anchor="middle" class="strong">
          ?
        </text>
      )}
    </g>
  );
}

function MoveArrow({ move, bays, className, y }: { move: Move; bays: ReadonlyArray<Placed<Bay>>; className: string; y: number }) {
  const from = bays.find((bay) => bay.thing.number === move.from);
  const to = bays.find((bay) => bay.thing.number === move.to);
  if (!from || !to) return null;
  const words = `${className}${move.from} → ${className}${move.to}`;
  const width = words.length * 8 + 22;
  const middle = (from.x + to.x) / 2;
  return (
    <g class="move">
      <path d={`M${from.x} ${y + 3}C${from.x} ${y + 34} ${to.x} ${y + 34} ${to.x} ${y + 6}`} marker-end="url(#arrow)" />
      <rect x={middle - width / 2} y={y + 13} width={width} height="23" rx="11.5" />
      <text class="mono strong" x={middle} y={y + 29} text-anchor="middle">
        {words}
      </text>
    </g>
  );
}

// Numbers that are left out between two bays.
function Gaps({ bays, y }: { bays: ReadonlyArray<Placed<Bay>>; y: number }) {
  return (
    <>
      {bays.slice(1).map((bay, i) => {
        const before = bays[i]!;
        if (bay.thing.number === before.thing.number + 1) return null;
        return (
          <text key={bay.thing.number} class="faint strong" x={(before.x + bay.x) / 2} y={y} text-anchor="middle">
            ⋮
          </text>
        );
      })}
    </>
  );
}

function Hidden({ all, seen, width, y }: { all: number; seen: number; width: number; y: number }) {
  if (all <= seen) return null;
  return (
    <text class="faint small" x={width - 4} y={y - 40} text-anchor="end">
      {seen} of {all} H/W paths
    </text>
  );
}

function squeeze(text: string, room: number, perCharacter: number): Record<string, string | number> {
  return text.length * perCharacter > room ? { textLength: Math.max(room, 20), lengthAdjust: 'spacingAndGlyphs' } : {};
}

interface DiskMoveProps {
  width: number;
  height: number;
  from: string;
  to: string;
  kind: string;
}

function DiskMove({ width, height, from, to, kind }: DiskMoveProps) {
  const y = height / 2 - 10;
  const box = Math.min(150, width / 3);
  const left = width * 0.24;
  const right = width * 0.76;
  const verb = kind === 'machine.disk_cloned' ? 'is copied to' : 'moves to';
  return (
    <svg width={width} height={height} role="img" aria-label={`The disk of ${from} ${verb} ${to}`} class="disk-move">
      <defs>
        <marker id="arrow" viewBox="0 0 10 10" refX="7" refY="5" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M0 .6L9.4 5L0 9.4z" class="arrow-head" />
        </marker>
      </defs>
      {[
        { name: from, x: left },
        { name: to, x: right },
      ].map(({ name, x }) => (
        <g key={x} class="tree">
          <rect class="machine" x={x - box / 2} y={y - 62} width={box} height="124" rx="12" />
          <text class="strong" x={x} y={y - 38} text-anchor="middle" {...squeeze(name, box - 20, 8)}>
            {name}
          </text>
          <g class={x === right ? 'disk here' : 'disk'}>
            <path d={`M${x - 30} ${y - 4}v34c0 14 60 14 60 0v-34`} />
            <ellipse cx={x} cy={y - 4} rx="30" ry="11" />
          </g>
        </g>
      ))}
      <g class="move">
        <path d={`M${left + box / 2 + 6} ${y + 10}H${right - box / 2 - 8}`} marker-end="url(#arrow)" />
      </g>
      <text class="faint" x={width / 2} y={y + 100} text-anchor="middle">
        its KRS and its ioconfig travel with it
      </text>
    </svg>
  );
}
