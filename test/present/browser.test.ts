import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serve, type Served } from './served.js';

const executablePath = '/usr/bin/chromium';

const pages = {
  feed: 'feed.html',
  index: 'feeds.html',
  'an Arabic feed': 'languages/ar/feed.html',
  'a feed in a language that we do not speak': 'languages/fa/feed.html',
  'a Japanese feed': 'tags/%E6%97%A5%E6%9C%AC%E8%AA%9E/feed.html',
};
const documents = {
  RSS: 'rss.xml',
  Atom: 'atom.xml',
  'RSS with links': 'clickable-rss.xml',
  'Atom with links': 'clickable-atom.xml',
  'Arabic Atom': 'languages/ar/atom.xml',
};

/** A phone of the smallest size that WCAG 2.2 asks for (1.4.10), a usual one, and a desk. */
const widths = [320, 360, 1280];
/** What axe looks at: each width in one of the colours, and both colours. */
const looks = [
  { width: 360, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light' },
] as const;

describe.skipIf(!existsSync(executablePath))('in a browser', () => {
  let browser: Browser;
  let served: Served;
  beforeAll(async () => {
    served = await serve();
    browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
    });
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await served.close();
  });

  /** Opens a page, and counts it a failure when the page complains. */
  async function withPage(path: string, use: (page: Page) => Promise<void>, options: BrowserContextOptions = {}) {
    const context = await browser.newContext(options);
    const complaints: string[] = [];
    try {
      const page = await context.newPage();
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }));
      await page.goto(served.base + path);
      await use(page);
    } finally {
      await context.close();
    }
    expect(complaints).toEqual([]);
  }

  async function overflows(page: Page): Promise<readonly number[]> {
    const found: number[] = [];
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      if ((await page.evaluate('document.documentElement.scrollWidth > innerWidth')) === true) found.push(width);
    }
    return found;
  }

  /** Rules that are broken, and where. Run from outside: the page's own policy lets no other script in. */
  async function violations(page: Page): Promise<readonly unknown[]> {
    const found: unknown[] = [];
    await page.evaluate(axe.source);
    for (const { width, colorScheme } of looks) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      const broken = await page.evaluate(
        `axe.run(document).then(({ violations }) =>
          violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]))`,
      );
      found.push(...(broken as unknown[]));
    }
    return found;
  }

  test.each(Object.entries(pages))('the page of %s fits every screen, and axe finds nothing', async (_, path) => {
    await withPage(path, async (page) => {
      expect(await overflows(page)).toEqual([]);
      expect(await violations(page)).toEqual([]);
    });
  });

  test.each(Object.entries(documents))('%s fits every screen, and can be read', async (_, path) => {
    await withPage(path, async (page) => {
      expect(await overflows(page)).toEqual([]);
      for (const { colorScheme } of looks) {
        await page.emulateMedia({ colorScheme });
        // axe measures no colours in XML. WCAG 2.2, 1.4.3, for each text that is seen; the notice has a paper of its own.
        const contrast = await page.evaluate(`(() => {
          const light = (color) => color.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255)
            .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
            .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
          const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
          const root = getComputedStyle(document.documentElement);
          const notice = getComputedStyle(document.querySelector('channel, feed'), '::before');
          const texts = [...document.querySelectorAll('*')].filter((element) => element.getClientRects().length > 0);
          return Math.min(
            contrast(notice.color, notice.backgroundColor),
            ...texts.map((element) => contrast(getComputedStyle(element).color, root.backgroundColor)),
          );
        })()`);
        expect(contrast).toBeGreaterThan(4.5);
      }
    });
  });

  test('the button copies the address, and says so', async () => {
    await withPage(
      'feed.html',
      async (page) => {
        await page.getByRole('button', { name: 'Copy' }).click();
        expect(await page.getByRole('status').textContent()).toBe('Copied');
        expect(await page.evaluate('navigator.clipboard.readText()')).toBe(`${served.base}atom.xml`);
      },
      { permissions: ['clipboard-read', 'clipboard-write'] },
    );
  });

  test('the button copies where a page may not write to the clipboard itself', async () => {
    await withPage('feed.html', async (page) => {
      await page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
      await page.getByRole('button', { name: 'Copy' }).click();
      expect(await page.getByRole('status').textContent()).toBe('Copied');
    });
  });

  test('all is there without script, and the address is selected when the keyboard reaches it', async () => {
    await withPage(
      'feed.html',
      async (page) => {
        expect(await page.getByRole('button').count()).toBe(0);
        for (let presses = 0; presses < 3; presses++) await page.keyboard.press('Tab');
        expect(await page.evaluate('getSelection().toString()')).toBe(`${served.base}atom.xml`);
        expect(await page.getByRole('link', { name: 'Feedly' }).getAttribute('href')).toBe(
          `https://feedly.com/i/subscription/feed%2F${encodeURIComponent(`${served.base}atom.xml`)}`,
        );
      },
      { javaScriptEnabled: false },
    );
  });

  test('links lead through all feeds, their formats and their siblings', async () => {
    await withPage('feed.html', async (page) => {
      await page.getByRole('link', { name: 'All feeds' }).click();
      const names = await page.locator('.feeds > ul > li > a').allTextContents();
      expect(names).toHaveLength(11);
      for (const name of names) {
        await page.getByRole('link', { name, exact: true }).last().click();
        await page.waitForURL('**/feed.html');
        const formats = page.locator('.formats a');
        for (let index = 0; index < 3; index++) {
          const link = formats.nth(index);
          const answer = await page.request.get((await link.getAttribute('href')) ?? '');
          expect([answer.status(), (await link.textContent())?.trim()]).toEqual([
            200,
            ['Atom', 'RSS', 'JSON Feed'][index],
          ]);
        }
        await page.locator('.way a').last().click();
        await page.waitForURL('**/feeds.html');
      }
      expect((await page.request.get(`${served.base}feeds.opml`)).status()).toBe(200);
    });
  });

  test.each([
    ['rss.xml', 'item', ['title', 'description', 'pubDate', 'link'], ['guid', 'encoded', 'creator']],
    [
      'atom.xml',
      'entry',
      ['title', 'summary', 'published', 'link'],
      ['id', 'content', 'updated', 'author', 'name', 'uri'],
    ],
    ['clickable-rss.xml', 'item', ['title', 'description', 'pubDate', 'p', 'a'], ['guid', 'encoded', 'link']],
    ['clickable-atom.xml', 'entry', ['title', 'summary', 'published', 'p', 'a'], ['id', 'content', 'link']],
  ])('%s as application/xml shows what is for people, and hides the rest', async (path, entryName, seen, hidden) => {
    await withPage(path, async (page) => {
      const shown = await page.evaluate(`[...document.querySelector('${entryName}').querySelectorAll('*')]
        .filter((element) => element.getClientRects().length > 0).map(({ localName }) => localName)`);
      expect([...new Set(shown as string[])].toSorted()).toEqual(seen.toSorted());
      expect(shown).not.toEqual(expect.arrayContaining(hidden));
      // What a person would copy: elements of XML have no innerText.
      const text = await page.evaluate(
        'getSelection().selectAllChildren(document.documentElement), `${getSelection()}`',
      );
      expect(text).toContain('How to read a tide table without a teacher');
      expect(text).not.toContain('tag:almanac.example');
    });
  });

  test('links in a feed can be clicked and reached by keyboard', async () => {
    await withPage('clickable-atom.xml', async (page) => {
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.href')).toBe('https://almanac.example/0/');
    });
  });
});
