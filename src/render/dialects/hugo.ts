/** Hugo: shortcodes, `{{< name … >}}` and `{{% name … %}}`. https://gohugo.io/content-management/shortcodes/ */
import type { Dialect } from './dialect.js';
import { replaceTags, type Token } from './pairs.js';
import { argument, isInAddress, readArguments } from './tag.js';
import { toArticle } from './unresolved.js';

/** Arguments end where another shortcode begins, or each one that is never closed would be looked for to the end. */
const shortcode =
  /\{\{([<%])-?\s*(\/?)\s*([A-Za-z][\w./-]*)((?:\s+(?:"(?:(?!\{\{[<%])[^"\\]|\\.)*"|`(?:(?!\{\{[<%])[^`])*`|(?![%>]\}\}|\{\{[<%])[^\s"`]|(?<=\S)"(?:(?!\{\{[<%])[^"\\]|\\.)*")+)*?)\s*(\/?)\s*-?[%>]\}\}/g;
const ending = /\{\{[<%]-?\s*\/\s*([A-Za-z][\w./-]*)\s*-?[%>]\}\}/g;

export const hugo: Dialect = {
  name: 'hugo',
  isSpokenIn: (text) => /\{\{[<%]-?\s*\/?\s*[A-Za-z]/.test(text),
  translate: (text, context) => {
    const ended = new Set([...text.matchAll(ending)].map(([, name]) => name));
    const tokens = [...text.matchAll(shortcode)].map((match): Token => {
      const [whole, , closing = '', name = '', args = '', selfClosing = ''] = match;
      const kind = closing === '/' ? 'close' : selfClosing === '/' || !ended.has(name) ? 'single' : 'open';
      const isAddress = isInAddress(text, match.index);
      return { start: match.index, end: match.index + whole.length, kind, name, isAddress, ...readArguments(args) };
    });
    return replaceTags(text, tokens, (tag) => {
      if (tag.name !== 'ref' && tag.name !== 'relref') return context.expand(tag);
      const target = argument(tag, 'path', '0') ?? '';
      return toArticle(target, tag, context);
    });
  },
};
