import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import { chromium } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { article, buildSite } from '../site.js';
import { vectors } from './hostile-vectors.js';

/** A list of its own, so that a slip in the sanitiser's is seen. */
const elements = new Set(
  (
    'a abbr audio b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure ' +
    'h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p picture pre q rp rt ruby s samp section small source span strike strong ' +
    'sub summary sup table tbody td tfoot th thead time tr track tt u ul var video wbr ' +
    'math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mmultiscripts ' +
    'mprescripts mtable mtr mtd mpadded mphantom mstyle menclose mfenced'
  ).split(' '),
);
const addresses: Readonly<Record<string, RegExp>> = {
  href: /^(?:https?:\/\/|mailto:|tel:|#)/,
  src: /^(?:https?:\/\/|data:image\/)/,
  poster: /^https?:\/\//,
  cite: /^https?:\/\//,
  srcset: /^https?:\/\//,
};
const harmless = new Set(
  (
    'id title lang dir alt width height align colspan rowspan headers scope span start reversed type value open controls kind ' +
    'label srclang media sizes datetime class display displaystyle scriptlevel mathvariant stretchy fence form separator ' +
    'symmetric largeop movablelimits accent accentunder linethickness lspace rspace minsize maxsize columnalign columnspan ' +
    'depth voffset notation close separators'
  ).split(' '),
);

/** Everything in a body that is not known to be harmless. */
function strangers(html: string): readonly string[] {
  const visit = (node: DefaultTreeAdapterTypes.ChildNode): readonly string[] => {
    if (!('tagName' in node)) return node.nodeName === '#text' ? [] : [node.nodeName];
    const { tagName, attrs, childNodes } = node;
    return [
      ...(elements.has(tagName) ? [] : [`<${tagName}>`]),
      ...attrs.flatMap(({ name, value }) => {
        const scheme = addresses[name];
        const isFine = scheme === undefined ? harmless.has(name) : scheme.test(value);
        return isFine ? [] : [`<${tagName} ${name}="${value}">`];
      }),
      ...childNodes.flatMap(visit),
    ];
  };
  return parseFragment(html).childNodes.flatMap(visit);
}

const posts = (bodies: readonly string[]) =>
  Object.fromEntries(bodies.map((body, index) => [`posts/p${index}.md`, article(`title: P${index}`, body)]));

async function bodiesOf(sources: readonly string[]): Promise<readonly string[]> {
  const built = await buildSite(posts(sources), { options: { limit: 10_000, invalid: 'skip' } });
  return built.items().map((item) => String(item['content_html']));
}

/** Alone, within a sentence, in a quotation, and in a cell. */
const placed = vectors.flatMap((vector) => [
  vector,
  `Words ${vector} words.`,
  `> ${vector.replaceAll('\n', '\n> ')}`,
  `<table><tr><td>${vector}</td></tr></table>`,
]);

describe('hostile bodies', () => {
  test('hold nothing that is not known to be harmless', async () => {
    const bodies = await bodiesOf(placed);
    expect(bodies.length).toBeGreaterThan(placed.length * 0.99);
    expect(bodies.flatMap(strangers)).toEqual([]);
  });

  test('stay harmless however they are put together', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...vectors), { minLength: 2, maxLength: 6 }), async (parts) => {
        const bodies = await bodiesOf([
          parts.join(''),
          parts.join('\n\n'),
          parts.map((part) => part.slice(3)).join('<b>'),
        ]);
        expect(bodies.flatMap(strangers)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('do not reach titles and summaries as markup', async () => {
    const fields = vectors.map((vector) => `title: ${JSON.stringify(vector)}\nsummary: ${JSON.stringify(vector)}`);
    const files = Object.fromEntries(fields.map((field, index) => [`posts/p${index}.md`, article(field, '')]));
    const built = await buildSite(files, { options: { limit: 10_000, invalid: 'skip' } });
    const bodies = built.items().map((item) => String(item['content_html']));
    expect(bodies.flatMap(strangers)).toEqual([]);
  });

  test.skipIf(!existsSync('/usr/bin/chromium'))('run nothing in a browser', async () => {
    const bodies = await bodiesOf(placed);
    const browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
    });
    try {
      const page = await browser.newPage();
      const asked: string[] = [];
      await page.route('**/*', (route) => {
        const url = route.request().url();
        if (url === 'https://reader.example/') {
          return route.fulfill({
            contentType: 'text/html',
            body: `<script>ran = []; alert = (what) => ran.push(what)</script>${bodies.map((body) => `<div class="body">${body}</div>`).join('')}`,
          });
        }
        asked.push(`${route.request().resourceType()} ${url}`);
        return route.abort();
      });
      await page.goto('https://reader.example/', { waitUntil: 'load' });
      const outcome = await page.evaluate((texts) => {
        const scope = globalThis as unknown as {
          document: { body: { append: (node: unknown) => void } };
          ran: unknown[];
        };
        const place = (
          scope.document as unknown as { createElement: (name: string) => { innerHTML: string } }
        ).createElement('div');
        scope.document.body.append(place);
        for (const text of texts) place.innerHTML = text;
        place.innerHTML = texts.join('');
        return new Promise((resolve) => setTimeout(() => resolve(scope.ran), 300));
      }, bodies);
      expect(outcome).toEqual([]);
      // Pictures, sounds and films are what a body may load, and nothing else.
      expect(asked.filter((request) => !/^(?:image|media) https?:/.test(request))).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
