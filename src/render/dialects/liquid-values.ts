/** Values of Liquid and Nunjucks that need no generator: texts in quotes and the address of the site, through filters of a known effect. */
import { escapeHtml } from './vocabulary.js';

const filterSyntax = /\|\s*(\w+)\s*(?:[:(]\s*((?:"[^"]*"|'[^']*'|[^|"'()])*)\)?)?\s*/y;

/**
 * @param sitePath of the site's address, `/blog` or empty
 * @param isAddress whether it stands in one: filters of the site's own shorten addresses and count visits, and are left out
 * @returns undefined for what only the generator knows
 */
export function knownValue(expression: string, sitePath: string, isAddress: boolean): string | undefined {
  const [whole, operand = ''] = /^((?:"[^"]*"|'[^']*'|[^|"'])*)/.exec(expression) ?? [];
  let value = knownOperand(operand, sitePath);
  filterSyntax.lastIndex = whole?.length ?? 0;
  while (value !== undefined && filterSyntax.lastIndex < expression.length) {
    const [, name = '', argument = ''] = filterSyntax.exec(expression) ?? [];
    const filtered = filters.get(name)?.(value, knownOperand(argument, sitePath), sitePath);
    value = filtered ?? (isAddress && name !== '' && name !== 'append' ? value : undefined);
  }
  return value;
}

/** Addresses are made whole later, by the site's: where the path stands alone is where it matters. */
function knownOperand(operand: string, sitePath: string): string | undefined {
  const [, double, single, name] =
    /^\s*(?:"([^"]*)"|'([^']*)'|site\.(base_?url|url|github\.url))\s*$/.exec(operand) ?? [];
  if (name !== undefined) return name === 'url' ? '' : sitePath;
  return double ?? single;
}

/** Gives undefined where its own argument is not known. */
type Filter = (text: string, argument: string | undefined, sitePath: string) => string | undefined;

const onSite: Filter = (text, _, sitePath) =>
  sitePath === '' || /^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(text) ? text : `${sitePath}/${text.replace(/^\//, '')}`;
const fromRoot: Filter = (text, argument, sitePath) => (text.startsWith('/') ? onSite(text, argument, sitePath) : text);
const escaped: Filter = (text) => escapeHtml(text).replaceAll('>', '&gt;');
const upper: Filter = (text) => text.toUpperCase();
const lower: Filter = (text) => text.toLowerCase();
const unchanged: Filter = (text) => text;
/** None holds another: what is never closed is not looked for to the end. */
const markup = /<(script|style)\b(?:(?!<\1\b)[^])*?<\/\1\s*>|<!--(?:(?!<!--)[^])*?-->|<[^<>]*>/gi;
const trimmed: Filter = (text) => text.trim();

const filters: ReadonlyMap<string, Filter> = new Map<string, Filter>([
  ...['relative_url', 'absolute_url', 'url_for', 'full_url_for'].map((name) => [name, onSite] as const),
  ...['url', 'htmlBaseUrl'].map((name) => [name, fromRoot] as const),
  ...['escape', 'escape_once', 'e'].map((name) => [name, escaped] as const),
  ...['upcase', 'upper'].map((name) => [name, upper] as const),
  ...['downcase', 'lower'].map((name) => [name, lower] as const),
  ...['strip', 'trim'].map((name) => [name, trimmed] as const),
  ...['urlencode', 'url_encode'].map((name) => [name, encodeURIComponent] as const),
  ['capitalize', (text) => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase()],
  // What it makes HTML of is Markdown here as well.
  ...['safe', 'markdownify', 'smartify'].map((name) => [name, unchanged] as const),
  ['newline_to_br', (text) => text.replaceAll('\n', '<br />\n')],
  ['strip_html', (text) => text.replace(markup, '')],
  ['prepend', (text, argument) => (argument === undefined ? undefined : argument + text)],
  ['append', (text, argument) => (argument === undefined ? undefined : text + argument)],
]);
