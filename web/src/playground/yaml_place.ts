// Where in a YAML text a position is: the keys that lead there, and what is being written.
//
// It reads what a person has typed so far, which need not be YAML yet; the engine is the judge of that.

export interface YamlPlace {
  path: string[]; // from the top: keys, and '*' for an item of a list
  writes: 'key' | 'value';
  from: number; // where the word begins that is being written
  siblings: string[]; // the keys that its map has already, above or beside it
}

interface Level {
  indent: number; // of its keys or dashes; -1: inside brackets
  kind: 'map' | 'list';
  key: string | null; // of a map: the one that was said last
  keys: string[];
}

const KEY = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#&*!|>'"%@`{}[\],:?-][^#{}[\],]*?|[^\s{}[\],:#]+?)\s*:(?=\s|$)/;

const unquoted = (key: string) => key.replace(/^(["'])(.*)\1$/, '$2');

export function yamlPlace(text: string, position: number): YamlPlace {
  const levels: Level[] = [];
  const brackets: Level[] = [];
  const lines = text.slice(0, position).split('\n');
  let writes: 'key' | 'value' = 'key';
  let word = '';

  for (const [at, line] of lines.entries()) {
    const isLast = at === lines.length - 1;
    let rest = line;
    let column = 0;
    const skip = (count: number) => {
      column += count;
      rest = rest.slice(count);
    };
    const blanks = () => skip(rest.length - rest.trimStart().length);

    blanks();
    if (rest === '' && !isLast) continue;
    if (brackets.length === 0) {
      if (rest.startsWith('#')) continue;
      writes = 'key';
      while (/^-(\s|$)/.test(rest)) {
        enter(levels, column, 'list');
        skip(1);
        blanks();
        writes = 'value';
      }
      const key = KEY.exec(rest);
      if (key) {
        name(enter(levels, column, 'map'), unquoted(key[1]!));
        skip(key[0].length);
        blanks();
        writes = 'value';
      } else if (isLast) {
        leave(levels, column, rest);
        // Behind a dash a map may begin.
        if (writes === 'value' && levels.at(-1)?.kind === 'list') writes = 'key';
      }
    }
    word = '';
    while (rest !== '') {
      const inside = brackets.at(-1);
      const letter = rest[0]!;
      const quote = /^"(?:[^"\\]|\\.)*"?|^'(?:[^']|'')*'?/.exec(rest);
      if (inside?.kind === 'map' && (inside.key === null || inside.key === '')) {
        const key = KEY.exec(rest);
        if (key) {
          name(inside, unquoted(key[1]!));
          skip(key[0].length);
          blanks();
          writes = 'value';
          word = '';
          continue;
        }
      }
      if (letter === '#' && (column === 0 || /\s/.test(line[column - 1]!))) break;
      if (letter === '{' || letter === '[') {
        const kind = letter === '{' ? 'map' : 'list';
        brackets.push({ indent: -1, kind, key: kind === 'map' ? null : '*', keys: [] });
        writes = kind === 'map' ? 'key' : 'value';
        word = '';
        skip(1);
        blanks();
      } else if (letter === '}' || letter === ']') {
        brackets.pop();
        writes = 'value';
        word = '';
        skip(1);
      } else if (letter === ',' && inside) {
        if (inside.kind === 'map') inside.key = null;
        writes = inside.kind === 'map' ? 'key' : 'value';
        word = '';
        skip(1);
        blanks();
      } else if (quote) {
        word += quote[0];
        skip(quote[0].length);
      } else {
        word = /\s/.test(letter) && word === '' ? '' : word + letter;
        skip(1);
      }
    }
  }

  const all = [...levels, ...brackets];
  const last = all.at(-1);
  const path: string[] = [];
  all.forEach((level, at) => {
    const isInnermost = at === all.length - 1;
    if (level.kind === 'list') path.push('*');
    else if (level.key !== null && !(isInnermost && writes === 'key')) path.push(level.key);
  });
  const siblings = writes === 'key' && last?.kind === 'map' ? last.keys : [];
  return { path, writes, from: position - word.length, siblings };
}

// The level of a block at this column: what is deeper is left.
function enter(levels: Level[], column: number, kind: 'map' | 'list'): Level {
  while (levels.length > 0) {
    const last = levels.at(-1)!;
    // The dashes of a list may stand below its key.
    const isAbove = last.indent < column || (last.indent === column && last.kind === 'map' && kind === 'list');
    if (isAbove) break;
    if (last.indent === column && last.kind === kind) return last;
    levels.pop();
  }
  const level: Level = { indent: column, kind, key: kind === 'list' ? '*' : null, keys: [] };
  levels.push(level);
  return level;
}

function name(level: Level, key: string): void {
  level.key = key;
  level.keys.push(key);
}

// A line that has no key yet: it may be one of the level at its column.
function leave(levels: Level[], column: number, rest: string): void {
  while (levels.length > 0 && levels.at(-1)!.indent > column) levels.pop();
  const last = levels.at(-1);
  if (last?.kind === 'list' && last.indent === column && rest !== '') levels.pop();
}
