import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import { chromium } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { article, buildSite } from '../site.js';
import { gallery } from './golden.js';
import { vectors } from './hostile-vectors.js';
import { sanitise } from './sanitise.js';

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
  src: /^(?:https?:\/\/|data:image\/(?:png|jpeg|gif|webp|avif|svg\+xml)[;,])/,
  poster: /^https?:\/\//,
  cite: /^https?:\/\//,
  // All candidates: an address, and perhaps its size.
  srcset: /^(?:(?:^|, )https?:\/\/[^\s,]+(?: [\d.]+[wx])?)+$/,
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

/** Notes in the page whatever a program could do there; `readBodies` shows bodies one by one, and does all to them. */
const spy = `
  let ran = [];
  for (const name of ['alert', 'confirm', 'prompt', 'open', 'print', 'fetch', 'setInterval', 'postMessage'])
    window[name] = () => void ran.push(name);
  const globals = new Set(Object.getOwnPropertyNames(window));
  addEventListener('securitypolicyviolation', (e) => ran.push(e.effectiveDirective + ' ' + e.blockedURI));
  addEventListener('click', (e) => e.preventDefault());
  const wait = (time) => new Promise((done) => setTimeout(done, time));
  async function readBodies(bodies) {
    const place = document.body.appendChild(document.createElement('div'));
    for (const body of bodies) {
      place.innerHTML = body;
      for (const node of place.querySelectorAll('*'))
        for (const type of ['click', 'mouseover', 'focus', 'toggle', 'load', 'error', 'animationstart', 'wheel', 'beforetoggle'])
          node.dispatchEvent(new Event(type, { bubbles: true, cancelable: true }));
    }
    place.innerHTML = bodies.join('');
    await wait(300);
    const own = ['globals', 'ran', 'wait', 'spy', 'readBodies'];
    for (const name of Object.getOwnPropertyNames(window))
      if (!globals.has(name) && !own.includes(name)) ran.push(name);
    return [...new Set(ran)];
  }`;

/** Alone, within a sentence, in a quotation, and in a cell. */
const placed = vectors.flatMap((vector) => [
  vector,
  `Words ${vector} words.`,
  `> ${vector.replaceAll('\n', '\n> ')}`,
  `<table><tr><td>${vector}</td></tr></table>`,
]);

const golden = readdirSync(gallery)
  .filter((name) => name.endsWith('.md'))
  .map((name) => readFileSync(path.join(gallery, name), 'utf8').replace(/^---\n[^]*?\n---\n/, ''));
/** Paragraphs of the golden articles, hostile ones, and what begins or ends something in each dialect. */
const constructs = [
  ...golden.flatMap((text) => text.split('\n\n')),
  ...vectors,
  ...'> |- |1. |    |<div>|</div>|<p>|<table><tr><td>|</table>|<a href="/a">|</a>'.split('|'),
  ...'``` $$ :::note ::: {{<note>}} {{</note>}} <Tabs> </Tabs> [^1] [^1]:x <!-- -->'.split(' '),
];

describe('bodies of anything', () => {
  test('are the same when they are sanitised again', async () => {
    const parts = fc.array(fc.tuple(fc.constantFrom(...constructs), fc.constantFrom('', ' ', '\n', '\n\n')), {
      minLength: 2,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(parts, { minLength: 5, maxLength: 5 }), async (texts) => {
        const bodies = await bodiesOf(texts.map((text) => text.flat().join('')));
        expect(bodies.map(sanitise)).toEqual(bodies);
      }),
      { numRuns: 60 },
    );
  });
});

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
      const said: string[] = [];
      page.on('dialog', (dialog) => {
        said.push(`dialog ${dialog.message()}`);
        void dialog.dismiss();
      });
      page.on('console', (message) => said.push(`console ${message.text()}`));
      page.on('pageerror', ({ message }) => said.push(`error ${message}`));
      page.on('framenavigated', (frame) => said.push(`page ${frame.url()}`));
      await page.route('**/*', (route) => {
        const url = route.request().url();
        if (url === 'https://reader.example/') {
          return route.fulfill({
            contentType: 'text/html',
            // A reader without a policy of its own; this one only tells of each script, whether or not it gets to run.
            headers: { 'content-security-policy-report-only': "script-src 'nonce-own' 'unsafe-eval'" },
            body: `<script nonce="own">${spy}</script>${bodies.map((body) => `<div class="body">${body}</div>`).join('')}`,
          });
        }
        asked.push(`${route.request().resourceType()} ${url}`);
        return route.abort();
      });
      await page.goto('https://reader.example/', { waitUntil: 'load' });
      const outcome = await page.evaluate(`readBodies(${JSON.stringify(bodies)})`);
      expect(outcome).toEqual([]);
      expect(said.filter((what) => !/^page https:\/\/reader\.example\/$|Failed to load resource/.test(what))).toEqual(
        [],
      );
      // Pictures, sounds and films are what a body may load, and nothing else.
      expect(asked.filter((request) => !/^(?:image|media) https?:/.test(request))).toEqual([]);
      // The spy sees what it is there for.
      const seen = await page.evaluate(
        `readBodies(['<img src="x" onerror="alert(1)">', '<p onclick="window.pwned = 1">x</p>', '<iframe srcdoc="<script>1</script>"></iframe>'])`,
      );
      expect(seen).toEqual(expect.arrayContaining(['alert', 'pwned', 'script-src-attr inline']));
    } finally {
      await browser.close();
    }
  });
});
