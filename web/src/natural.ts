// The order in which people sort H/W paths and numbers: 0/2 before 0/10.

const known = new Map<string, string>();

function sortKey(text: string): string {
  let key = known.get(text);
  if (key === undefined) {
    key = text.replace(/\d+/g, (digits) => digits.padStart(10, '0'));
    known.set(text, key);
  }
  return key;
}

export function natural(a: string, b: string): number {
  const left = sortKey(a);
  const right = sortKey(b);
  if (left !== right) return left < right ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0; // lan1 and lan01 are two
}
