// Words of the trace: MAC addresses get their sign, H/W paths their own type.

import type { ComponentChildren } from 'preact';

import type { Sign } from '../mac_sign.ts';
import type { Store } from '../store.ts';

const WORDS = /(0x[0-9A-F]{12}|\b\d+(?:\/\d+)+\b)/;

export function Said({ store, text }: { store: Store; text: string }) {
  const parts: ComponentChildren[] = text.split(WORDS).map((part, i) => {
    if (i % 2 === 0) return part;
    const sign = store.signs.get(part);
    return sign ? <Mac key={i} sign={sign} full /> : <span key={i} class="mono">{part}</span>;
  });
  return <>{parts}</>;
}

export function Mac({ sign, full = false, unread = false }: { sign: Sign; full?: boolean; unread?: boolean }) {
  return (
    <span class={`mac mac-${sign.color}${unread ? ' unread' : ''}`} title={sign.mac}>
      <Shape sign={sign} />
      {full ? sign.mac : sign.short}
    </span>
  );
}

export function Shape({ sign, size = 10 }: { sign: Sign; size?: number }) {
  return (
    <svg class="shape" width={size} height={size} viewBox="0 0 10 10" aria-hidden="true">
      <path d={PATHS[sign.shape]} />
    </svg>
  );
}

export const PATHS: Record<Sign['shape'], string> = {
  circle: 'M5 .8a4.2 4.2 0 1 0 0 8.4a4.2 4.2 0 1 0 0-8.4z',
  diamond: 'M5 0L10 5L5 10L0 5z',
  triangle: 'M5 .6L9.8 9.2H.2z',
  square: 'M1 1H9V9H1z',
  pentagon: 'M5 .3L9.8 3.8L8 9.5H2L.2 3.8z',
  cross: 'M3.4 .6H6.6V3.4H9.4V6.6H6.6V9.4H3.4V6.6H.6V3.4H3.4z',
  drop: 'M5 .2C7 3.4 8.6 4.8 8.6 6.6A3.6 3.4 0 0 1 1.4 6.6C1.4 4.8 3 3.4 5 .2z',
};
