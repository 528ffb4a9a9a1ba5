import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.js';
import { build } from '../../src/index.js';
import { blogs, corpora, now, optionsOf, type Blog } from './blogs.js';

/** What must be in no body, outside code. */
const leaks: Readonly<Record<string, RegExp>> = {
  'a relative address': /\s(?:href|src|poster|cite)="(?!https?:|#|mailto:|tel:)/,
  'a script, style or frame': /<(?:script|style|iframe|object|embed|form|svg)\b/,
  'a shortcode of Hugo': /\{\{[<%]/,
  'a template': /\{\{|\{%/,
  'a wikilink': /!?\[\[[^\]\n]+\]\]/,
  'an import or export': /^(?:import .* from|export (?:const|default)) /m,
  'a component': /&#x3C;\/?[A-Z][A-Za-z]*[ >/]/,
  'a callout': /\[![A-Za-z]+\]/,
  'a container': /^(?:<p>)?:::/m,
  'an attribute list': /\{:[ .#\w]|\{#[\w-]+\}/,
  'a table of contents': /\[\[?toc\]\]?/i,
  'a footnote': /\[\^[^\]\s]+\]/,
  'a comment of Obsidian': /%%/,
};

/** What looks like a leak and is none, by blog and article: the reason. */
const exceptions: Readonly<Record<string, readonly string[]>> = {
  'a footnote': [
    'new-features-in-v1', // Writes about citations, [^ref], which its own site turns into a bibliography.
  ],
  'a component': [
    'react-19', // Error messages, as text in components.
    'compiler-team-2022-midyear-report', // Box<T> in prose.
    '348-typescript-fundamentals', // Promise<Request> in prose.
  ],
  'a template': [
    '130-vue', // {{stuff}} in prose about Vue.
  ],
};

const folder = mkdtempSync(path.join(tmpdir(), 'feedwright-bodies-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every article of a blog, rendered; those without a date are stamped in a copy, which shows stamp at work too. */
async function bodiesOf(blog: Blog): Promise<readonly { url: string; html: string }[]> {
  const site = path.join(folder, blog.name);
  cpSync(path.join(corpora, blog.name), site, { recursive: true });
  const options = { ...optionsOf(blog), invalid: 'skip', limit: 100_000, output: 'feeds' } as const;
  const undated = (await build({ folder: site, now, options })).problems.filter(({ code }) => code === 'date-missing');
  const files = undated.flatMap(({ file }) => file ?? []);
  const terminal = { out: () => undefined, err: () => undefined, colour: false, cwd: site };
  if (files.length > 0) await main(['stamp', ...files, '--date', '2020-01-01'], terminal, '');
  await build({ folder: site, now, options });
  const feed = JSON.parse(readFileSync(path.join(site, 'feeds/feed.json'), 'utf8')) as {
    items: { url: string; content_html: string }[];
  };
  return feed.items.map(({ url, content_html: html }) => ({ url, html }));
}

describe.skipIf(!existsSync(corpora)).each(blogs)('the bodies of $name', (blog) => {
  test('hold nothing that a reader could not show', async () => {
    const bodies = await bodiesOf(blog);
    expect(bodies.length).toBeGreaterThan(0);
    const found = bodies.flatMap(({ url, html }) => {
      const prose = html.replace(/<(pre|code)\b[^]*?<\/\1>/g, '');
      const isException = (leak: string) => (exceptions[leak] ?? []).some((name) => url.includes(name));
      const leaking = Object.entries(leaks).filter(([leak, pattern]) => pattern.test(prose) && !isException(leak));
      const ids = [...prose.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
      const dead = [...prose.matchAll(/\shref="#([^"]+)"/g)].map(([, id]) => id).filter((id) => !ids.includes(id));
      return [
        ...leaking.map(([leak, pattern]) => `${url} has ${leak}: ${pattern.exec(prose)?.[0] ?? ''}`),
        ...(new Set(ids).size === ids.length ? [] : [`${url} has an id twice`]),
        ...dead.map((id) => `${url} leads nowhere: #${id}`),
      ];
    });
    expect(found).toEqual([]);
  }, 300_000);
});
