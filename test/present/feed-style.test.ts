import { describe, expect, test } from 'vitest';
import { writeFeedStyle } from '../../src/present/feed-style.js';
import { spoken } from '../../src/text/words.js';

describe('the style of a feed in a browser', () => {
  test('is as it was', async () => {
    await expect(writeFeedStyle('en')).toMatchFileSnapshot('golden/feed.css');
  });

  test.each([...spoken])('says in %s what a feed is', (language, { thisIsAFeed }) => {
    expect(writeFeedStyle(language)).toContain(`content: "${thisIsAFeed}"`);
  });

  test('runs from right to left where the site does: RSS does not say', () => {
    expect(writeFeedStyle('he')).toContain('direction: rtl; display: block');
    expect(writeFeedStyle()).toContain('direction: ltr; display: block');
  });

  test('fetches nothing', () => {
    expect(writeFeedStyle('en')).not.toMatch(/@import|url\(/);
  });
});
