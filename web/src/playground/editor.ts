// The editor of the playground: CodeMirror with YAML, words and help from the scenario's schema, and the
// mistakes that the engine has found, in the gutter.

import { autocompletion, closeBrackets, completionKeymap } from '@codemirror/autocomplete';
import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { HighlightStyle, bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { forEachDiagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import type { Diagnostic } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import type { Text } from '@codemirror/state';
import {
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  hoverTooltip,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';

import type { Problem } from './engine.ts';
import type { SchemaWords } from './schema_words.ts';
import { yamlPlace } from './yaml_place.ts';

export interface EditorWishes {
  host: HTMLElement;
  text: string;
  words: SchemaWords;
  changed: () => void;
  runNow: () => void;
}

export class Editor {
  private readonly view: EditorView;

  // In a shadow root the styles are no <style> of the page, which its policy would refuse.
  constructor({ host, text, words, changed, runNow }: EditorWishes) {
    const root = host.attachShadow({ mode: 'open' });
    const state = EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        history(),
        drawSelection(),
        EditorView.lineWrapping,
        indentUnit.of('  '),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        yaml(),
        syntaxHighlighting(colours),
        lintGutter(),
        autocompletion({ override: [completion(words)], icons: false }),
        help(words),
        keymap.of([
          { key: 'Mod-Enter', run: () => (runNow(), true) },
          // Tab leaves the editor after Escape, as CodeMirror's own rule has it.
          ...completionKeymap,
          ...lintKeymap,
          ...defaultKeymap,
          ...historyKeymap,
          indentWithTab,
        ]),
        EditorView.contentAttributes.of({ 'aria-label': 'Scenario, in YAML', tabindex: '0' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) changed();
        }),
        look,
      ],
    });
    this.view = new EditorView({ state, parent: root, root });
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  set text(text: string) {
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
  }

  // What is wrong, at its line and column; a warning: the run went through and failed there.
  show(problems: readonly Problem[], severity: 'error' | 'warning'): void {
    const { doc } = this.view.state;
    const diagnostics = problems.map(({ line, column, sentence }): Diagnostic => {
      const { from, to } = extent(doc, line, column);
      return { from, to, severity, message: sentence };
    });
    this.view.dispatch(setDiagnostics(this.view.state, diagnostics));
  }

  get shown(): number {
    let count = 0;
    forEachDiagnostic(this.view.state, () => ++count);
    return count;
  }

  goTo(line: number, column: number): void {
    const { from } = extent(this.view.state.doc, line, column);
    this.view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
    this.view.focus();
  }
}

// From the column to the end of the word there.
function extent(doc: Text, line: number, column: number): { from: number; to: number } {
  if (line < 1) return { from: 0, to: 0 };
  const place = doc.line(Math.min(line, doc.lines));
  const from = Math.min(place.from + Math.max(column - 1, 0), place.to);
  const word = /^[^\s,{}[\]]+/.exec(doc.sliceString(from, place.to));
  return { from, to: from + (word ? word[0].length : 0) };
}

function completion(words: SchemaWords) {
  return (context: CompletionContext): CompletionResult | null => {
    const place = yamlPlace(context.state.doc.sliceString(0, context.pos), context.pos);
    if (place.from === context.pos && !context.explicit) return null;
    const options = words.at(place).map((word) => ({
      label: word.text,
      apply: word.isKey ? `${word.text}: ` : word.text,
      detail: word.isRequired ? 'required' : '',
      info: word.help,
      boost: word.isRequired ? 1 : 0,
    }));
    return options.length > 0 ? { from: place.from, options, validFor: /^[\w/.-]*$/ } : null;
  };
}

function help(words: SchemaWords) {
  return hoverTooltip((view, position) => {
    const word = view.state.wordAt(position);
    if (!word) return null;
    const text = view.state.doc.sliceString(0, word.to);
    const line = view.state.doc.lineAt(word.to);
    if (view.state.doc.sliceString(word.to, Math.min(word.to + 1, line.to)) !== ':') return null;
    const key = view.state.doc.sliceString(word.from, word.to);
    const sentence = words.help([...yamlPlace(text, word.to).path, key]);
    if (!sentence) return null;
    return {
      pos: word.from,
      end: word.to,
      above: true,
      create: () => {
        const dom = document.createElement('div');
        dom.className = 'cm-help';
        dom.textContent = sentence;
        return { dom };
      },
    };
  });
}

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--here)' },
  { tag: tags.comment, color: 'var(--ink-faint)', fontStyle: 'italic' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--m1)' },
  { tag: [tags.labelName, tags.typeName, tags.meta], color: 'var(--m3)' },
  { tag: [tags.separator, tags.punctuation, tags.squareBracket, tags.brace], color: 'var(--ink-soft)' },
]);

const look = EditorView.theme({
  '&': { height: '100%', fontSize: '13px', backgroundColor: 'var(--pane)', color: 'var(--ink)' },
  '&.cm-focused': { outline: '2px solid var(--here)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.5' },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { backgroundColor: 'var(--sunk)', color: 'var(--ink-faint)', borderRight: '1px solid var(--line)' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--here-soft) 45%, transparent)' },
  '.cm-activeLineGutter': { backgroundColor: 'var(--here-soft)', color: 'var(--ink)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'var(--here-soft)' },
  '.cm-tooltip': { backgroundColor: 'var(--pane)', color: 'var(--ink)', border: '1px solid var(--line-strong)', borderRadius: '6px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--here)', color: 'var(--here-ink)' },
  '.cm-completionDetail': { color: 'inherit', fontStyle: 'italic' },
  '.cm-completionInfo, .cm-help': { padding: '6px 9px', maxWidth: '340px', fontFamily: 'var(--sans)' },
  '.cm-diagnostic': { fontFamily: 'var(--sans)' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--bad)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--now-line)' },
});
