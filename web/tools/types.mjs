// Types of TypeScript from the JSON Schema of the trace: as much of JSON Schema as that one uses.
//
//   giosim schema trace | node tools/types.mjs > src/trace_types.ts

const refName = (ref) => title(ref.split('/').at(-1));
const title = (name) => name[0].toUpperCase() + name.slice(1);
const literal = (value) => JSON.stringify(value);

const PRIMITIVES = { null: 'null', boolean: 'boolean', integer: 'number', string: 'string' };

function typeOf(schema, indent = '') {
  if (schema.$ref) return refName(schema.$ref);
  if ('const' in schema) return literal(schema.const);
  if (schema.enum) return schema.enum.map(literal).join(' | ');
  if (schema.oneOf) return schema.oneOf.map((one) => typeOf(one, indent)).join(' | ');
  if (Array.isArray(schema.type)) return schema.type.map((one) => PRIMITIVES[one]).join(' | ');
  if (schema.type === 'array') {
    const item = typeOf(schema.items, indent);
    return /[ |]/.test(item) ? `Array<${item}>` : `${item}[]`;
  }
  if (schema.type === 'object') return objectType(schema, indent);
  const primitive = PRIMITIVES[schema.type];
  if (!primitive) throw new Error(`no type for ${JSON.stringify(schema)}`);
  return primitive;
}

function objectType(schema, indent) {
  if (!schema.properties) return `Record<string, ${typeOf(schema.additionalProperties, indent)}>`;
  const inner = indent + '  ';
  const required = new Set(schema.required ?? []);
  const rows = Object.entries(schema.properties).map(
    ([name, held]) => `${inner}${name}${required.has(name) ? '' : '?'}: ${typeOf(held, inner)};\n`,
  );
  return `{\n${rows.join('')}${indent}}`;
}

export function typesOf(schema) {
  const types = Object.entries(schema.$defs).map(
    ([name, held]) => `export type ${title(name)} = ${typeOf(held)};\n`,
  );
  return [
    `// Generated from \`giosim schema trace\` (${schema.$id}) by tools/types.mjs; do not edit.\n`,
    ...types,
    `export type Line = ${typeOf(schema)};\n`,
  ].join('\n');
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  let text = '';
  for await (const chunk of process.stdin) text += chunk;
  process.stdout.write(typesOf(JSON.parse(text)));
}
