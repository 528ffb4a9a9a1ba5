import { describe, expect, test } from 'vitest';
import { spoken, wordsFor } from '../../src/text/words.js';

describe('what we say to people', () => {
  test.each([
    ['de-AT', 'de', 'Alle Feeds'],
    ['AR', 'ar', 'كل الخلاصات'],
    ['sv', 'en', 'All feeds'],
    [undefined, 'en', 'All feeds'],
    ['constructor', 'en', 'All feeds'],
  ])('in %s is said in %s', (tag, language, allFeeds) => {
    const said = wordsFor(tag);
    expect([said.language, said.words.allFeeds]).toEqual([language, allFeeds]);
  });

  test.each([...spoken])('in %s is said in full, and nothing in the words of another language', (language, words) => {
    const english = wordsFor('en').words;
    const said = Object.entries(words);
    expect(said.filter(([, text]) => text.trim() !== text || text === '')).toEqual([]);
    // A few are one word in both.
    const borrowed = said
      .filter(([word, text]) => text === english[word as keyof typeof english])
      .map(([word]) => word);
    expect(language === 'en' ? [] : borrowed).toEqual(language === 'fr' ? ['formats'] : []);
  });
});
