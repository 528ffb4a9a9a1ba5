/** Zola: shortcodes, `{{ name(key="value") }}` and `{% name() %}…{% end %}`. https://www.getzola.org/documentation/content/shortcodes/ */
import type { Dialect } from './dialect.js';
import { replaceTags, type Token } from './pairs.js';
import { readArguments } from './tag.js';

const args = String.raw`\(((?:"[^"]*"|'[^']*'|\x60[^\x60]*\x60|[^()"'\x60])*)\)`;
const syntax = new RegExp(
  `\\{\\{\\s*([A-Za-z_]\\w*)${args}\\s*\\}\\}|\\{%\\s*([A-Za-z_]\\w*)${args}\\s*%\\}|\\{%\\s*(end)\\s*%\\}`,
  'g',
);

export const zola: Dialect = {
  name: 'zola',
  isSpokenIn: (text) => new RegExp(syntax.source).test(text),
  translate: (text, { expand }) => {
    const tokens = [...text.matchAll(syntax)].map((match): Token => {
      const [whole, inline, inlineArgs, body, bodyArgs, end] = match;
      const kind = end !== undefined ? 'close' : body === undefined ? 'single' : 'open';
      return {
        start: match.index,
        end: match.index + whole.length,
        kind,
        name: inline ?? body ?? '',
        ...readArguments(inlineArgs ?? bodyArgs ?? ''),
      };
    });
    return replaceTags(text, tokens, expand);
  },
};
