// The link to one moment: #s=69, with &q=1 in predict mode, &ask=69 before a question is answered and
// &theme=dark where a theme was chosen.

export type Theme = 'light' | 'dark';

export interface Place {
  step: number;
  predict: boolean;
  ask: number | null;
  theme: Theme | null;
}

export function placeOf(hash: string, count: number): Place {
  const words = new URLSearchParams(hash.replace(/^#/, ''));
  const number = (name: string): number | null => {
    const text = words.get(name);
    return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
  };
  const ask = number('ask');
  const theme = words.get('theme');
  const step = number('s') ?? 1;
  return {
    step: Math.min(Math.max(step, 1), Math.max(count, 1)),
    predict: words.get('q') === '1' || ask !== null,
    ask: ask !== null && ask >= 1 && ask <= count ? ask : null,
    theme: theme === 'light' || theme === 'dark' ? theme : null,
  };
}

export function hashOf(place: Place): string {
  let hash = `#s=${place.step}`;
  if (place.predict) hash += '&q=1';
  if (place.ask !== null) hash += `&ask=${place.ask}`;
  if (place.theme) hash += `&theme=${place.theme}`;
  return hash;
}
