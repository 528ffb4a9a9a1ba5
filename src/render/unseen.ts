/** What a page does not show: programs, and elements that it hides. Nobody sees them there, so they are not for feeds either. */
import type { Properties } from 'hast';
import { isVoid } from './elements.js';

const hidingStyle = /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)\b/i;

/** Names that say that a click shows it. */
const opened =
  /(?<![a-z])(?:tab(?!le)|(?:read|show)?more(?![a-z]))|panel|answer|solution|spoiler|collaps|accordion|toggl/i;

/**
 * Panels of tabs wait for a click, and other texts for a search in the page: readers want to see both. What has an id
 * is what a program shows.
 */
export function isHidden({ hidden, role, style, id, ...rest }: Properties): boolean {
  if (role === 'tabpanel' || hidden === 'until-found') return false;
  const names = String(rest['className'] ?? rest['classname'] ?? rest['class'] ?? '');
  if ((typeof id === 'string' && id !== '') || opened.test(names)) return false;
  return (hidden !== undefined && hidden !== null && hidden !== false) || hidingStyle.test(String(style ?? ''));
}

const programs = /^(?:script|style|template|noscript)$/i;
/** Or a comment, in which there is none. */
const tag = /<!--[^]*?(?:-->|$)|<(\/?)([a-z][a-z0-9-]*)((?:\s[^<>]*)?)>/gi;
const attribute = /([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;

function attributesIn(text: string): Properties {
  const attributes = [...text.matchAll(attribute)];
  return Object.fromEntries(
    attributes.map(([, name = '', double, single, bare]) => [name.toLowerCase(), double ?? single ?? bare ?? '']),
  );
}

export interface Veil {
  /** Gives what is shown of the next piece of HTML; an element may begin in one piece and end in another. */
  readonly shown: (html: string) => string;
  /** Whether an element is open whose text is not shown. */
  readonly isDown: () => boolean;
}

export function openVeil(): Veil {
  let unseen = '';
  let depth = 0;
  const shown = (html: string): string => {
    let result = '';
    let done = 0;
    for (const { 0: whole, 1: slash, 2: name = '', 3: rest = '', index } of html.matchAll(tag)) {
      if (depth === 0) {
        if (name === '' || slash === '/' || isVoid(name) || rest.endsWith('/')) continue;
        if (!programs.test(name) && !isHidden(attributesIn(rest))) continue;
        result += html.slice(done, index);
        unseen = name.toLowerCase();
        depth = 1;
      } else if (name.toLowerCase() === unseen) {
        depth = slash === '/' ? depth - 1 : programs.test(name) ? depth : depth + 1;
        done = index + whole.length;
      }
    }
    return depth > 0 ? result : result + html.slice(done);
  };
  return { shown, isDown: () => depth > 0 };
}
