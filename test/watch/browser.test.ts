import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemTimers } from '../../src/time/timers.js';
import { watchFolders } from '../../src/watch/file-events.js';
import { watchSite, type Watch } from '../../src/watching.js';
import { article, makeSite } from '../site.js';

const executablePath = '/usr/bin/chromium';

describe.skipIf(!existsSync(executablePath))('in a browser', () => {
  let browser: Browser;
  let watch: Watch;
  let base = '';
  const folder = makeSite({ 'posts/a.md': article('title: First') });
  beforeAll(async () => {
    watch = await watchSite({
      folder,
      timers: systemTimers,
      watchFolders,
      serve: { host: '127.0.0.1', port: 0 },
      options: { site: { url: 'https://site.example/blog/', title: 'Site' }, pages: true },
      told: ({ url = '' }) => void (base = url),
    });
    browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
    });
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await watch.close();
  });

  test('an open page shows each save, though its policy lets no script in', async () => {
    const page = await browser.newPage();
    await page.goto(`${base}feed.html`);
    for (const [title, next] of [
      ['First', 'Second'],
      ['Second', 'Third'],
    ] as const) {
      await page.getByText(title).first().waitFor();
      writeFileSync(path.join(folder, 'posts/a.md'), article(`title: ${next}`));
      await page.getByText(next).first().waitFor();
    }
    expect(await page.getByText('First').count()).toBe(0);
    await page.close();
  });
});
