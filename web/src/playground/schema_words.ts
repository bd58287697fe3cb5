// What may be written at a place of a scenario, and what it means, out of the scenario's JSON Schema.

import type { YamlPlace } from './yaml_place.ts';

export interface Schema {
  $ref?: string;
  $defs?: Record<string, Schema>;
  description?: string;
  type?: string | string[];
  enum?: Array<string | number | boolean | null>;
  const?: string | number | boolean;
  default?: unknown;
  examples?: unknown[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  propertyNames?: Schema;
  required?: string[];
  else?: Schema; // of a file that includes no other one
  items?: Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
}

export interface Word {
  text: string;
  help: string;
  isKey: boolean;
  isRequired: boolean;
}

export class SchemaWords {
  constructor(private readonly root: Schema) {}

  at(place: YamlPlace): Word[] {
    const found = new Map<string, Word>();
    for (const schema of this.follow(place.path)) {
      if (place.writes === 'key') this.addKeys(schema, place.siblings, found);
      else this.addValues(schema, found);
    }
    return [...found.values()];
  }

  // What the last key of a path means.
  help(path: readonly string[]): string | null {
    for (const schema of this.follow(path)) if (schema.description) return schema.description;
    return null;
  }

  private addKeys(schema: Schema, siblings: readonly string[], found: Map<string, Word>): void {
    for (const [key, value] of Object.entries(schema.properties ?? {})) {
      if (siblings.includes(key) || found.has(key)) continue;
      const help = value.description ?? this.alternatives(value)[0]?.description ?? '';
      const isRequired = (schema.required ?? schema.else?.required)?.includes(key) ?? false;
      found.set(key, { text: key, help, isKey: true, isRequired });
    }
    for (const text of schema.propertyNames?.examples ?? []) this.add(found, text, 'for example', true);
  }

  private addValues(schema: Schema, found: Map<string, Word>): void {
    const help = schema.description ?? '';
    for (const text of schema.enum ?? []) this.add(found, text, help);
    if (schema.const !== undefined) this.add(found, schema.const, help);
    if (schema.type === 'boolean') for (const text of [true, false]) this.add(found, text, help);
    for (const text of schema.examples ?? []) this.add(found, text, `for example. ${help}`);
  }

  private add(found: Map<string, Word>, text: unknown, help: string, isKey = false): void {
    if (typeof text !== 'string' && typeof text !== 'number' && typeof text !== 'boolean') return;
    const word = String(text);
    if (!found.has(word)) found.set(word, { text: word, help, isKey, isRequired: false });
  }

  private follow(path: readonly string[]): Schema[] {
    let here = this.alternatives(this.root);
    for (const key of path) here = here.flatMap((schema) => this.below(schema, key));
    return here;
  }

  private below(schema: Schema, key: string): Schema[] {
    if (key === '*') return schema.items ? this.alternatives(schema.items) : [];
    const property = schema.properties?.[key] ?? schema.additionalProperties;
    return property && property !== true ? this.alternatives(property) : [];
  }

  // The schema with its references followed, and each of what it may be.
  private alternatives(schema: Schema, described?: string): Schema[] {
    const description = schema.description ?? described;
    if (schema.$ref) {
      const target = this.root.$defs?.[schema.$ref.split('/').at(-1)!];
      return target ? this.alternatives({ ...target, ...(description ? { description } : {}) }) : [];
    }
    const { oneOf, anyOf, ...own } = schema;
    const choices = (oneOf ?? anyOf ?? []).flatMap((choice) => this.alternatives(choice, description));
    // Choices may stand beside keys of its own: of which exactly one must be there, say.
    return [description ? { ...own, description } : own, ...choices];
  }
}
