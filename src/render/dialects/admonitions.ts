/** Asides of all tools, `:::tip`, `!!! note`, `> [!NOTE]`: quotations with a bold lead, which every reader shows. And tabs, `=== "A"`. */
import type { Dialect } from './dialect.js';
import { aside, capital } from './vocabulary.js';

const container = /^([ \t]*)(:{3,})[ \t]*([A-Za-z][\w-]*)(?:\[([^\]\n]*)\])?(?:\{([^}\n]*)\})?[ \t]*([^\n]*)$/;
const indented = /^(?:!!!|\?\?\?\+?)[ \t]+([\w-]+)(?:[ \t]+[\w-]+)*(?:[ \t]+"([^"\n]*)")?[ \t]*$/;
const tab = /^===[!+]?[ \t]+"([^"\n]+)"[ \t]*$/;
const callout = /^((?:[ \t]*>)+)[ \t]*\[!([A-Za-z][\w-]*)(?:\|[^\]\n]*)?\][+-]?[ \t]*([^\n]*)$/gm;

/** Containers that hold parts of the page, and are no asides. */
const transparent = new Set([
  'code-group',
  'tabs',
  'details',
  'div',
  'columns',
  'figure',
  'raw',
  'v-pre',
  'steps',
  'card',
  'cards',
]);

/** Asides in each other: every level writes the lines within it anew. */
const deepest = 20;

export const admonitions: Dialect = {
  name: 'admonitions',
  isSpokenIn: (text) =>
    /^[ \t]*:::+[ \t]*[A-Za-z]/m.test(text) ||
    /^(?:!!!|\?\?\?\+?)[ \t]+[\w-]+/m.test(text) ||
    /^===[!+]?[ \t]+"[^"\n]+"[ \t]*$/m.test(text) ||
    new RegExp(callout.source, 'm').test(text),
  translate: (text) =>
    withoutContainers(withoutIndented(text)).replace(
      callout,
      (_, marks: string, kind: string, title: string) =>
        `${marks} **${title.trim() || capital(kind.toLowerCase())}**\n${marks}`,
    ),
};

function withoutContainers(text: string): string {
  const output: string[][] = [[]];
  const open: { readonly colons: number; readonly kind: string; readonly label: string }[] = [];
  const close = () => {
    const container = open.pop();
    const lines = output.pop() ?? [];
    if (container === undefined) return;
    const isAside = !transparent.has(container.kind);
    const title = container.label === '' || isAside ? '' : `**${container.label}**\n\n`;
    const inner = lines.join('\n');
    output.at(-1)?.push(isAside ? aside(container.label || capital(container.kind), inner) : `\n${title}${inner}\n`);
  };
  for (const line of text.split('\n')) {
    const [, , colons = '', kind = '', label = '', attributes = '', rest = ''] = container.exec(line) ?? [];
    const [, closing = ''] = /^[ \t]*(:{3,})[ \t]*$/.exec(line) ?? [];
    if (kind !== '' && open.length < deepest) {
      const title = /title="([^"]*)"/.exec(attributes)?.[1];
      // Docusaurus allows text behind a label in brackets; others have the label without brackets.
      const shown = label || title || rest.trim();
      open.push({ colons: colons.length, kind: kind.toLowerCase(), label: shown });
      output.push(label !== '' && rest.trim() !== '' ? [rest.trim()] : []);
    } else if (closing !== '' && open.length > 0) {
      while (open.length > 1 && (open.at(-1)?.colons ?? 0) < closing.length) close();
      close();
    } else output.at(-1)?.push(line);
  }
  while (open.length > 0) close();
  return output.flat().join('\n');
}

/** Material for MkDocs and Python-Markdown: the text of an aside or a tab is indented by four. */
function withoutIndented(text: string, depth = 0): string {
  if (depth > deepest) return text;
  const lines = text.split('\n');
  const output: string[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    const [, kind, title] = indented.exec(line) ?? [];
    const [, tabTitle] = tab.exec(line) ?? [];
    if (kind === undefined && tabTitle === undefined) {
      output.push(line);
      continue;
    }
    const inner: string[] = [];
    while (index + 1 < lines.length && /^(?: {4}|\t|\s*$)/.test(lines[index + 1] ?? ''))
      inner.push((lines[++index] ?? '').replace(/^(?: {4}|\t)/, ''));
    const text = withoutIndented(inner.join('\n'), depth + 1);
    output.push(kind === undefined ? `\n**${tabTitle}**\n\n${text}\n` : aside(title ?? capital(kind), text));
  }
  return output.join('\n');
}
