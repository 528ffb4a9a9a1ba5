import { expect, test } from 'vitest';
import { firstWords } from '../../src/text/excerpt.js';

test.each([
  ['short enough', 20, 'short enough'],
  ['cut between words, not within', 11, 'cut between…'],
  ['comma, then more', 7, 'comma…'],
  ['日本語の文章はどこでも切れます', 5, '日本語の文…'],
  ['👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 4, '👩‍👩‍👧‍👦…'],
  ['Pneumonoultramicroscopic', 6, 'Pneumo…'],
  ['שלום עולם ומלואו', 10, 'שלום עולם…'],
  ['ก็ทำได้ดี', 3, 'ก็ท…'],
])('%s up to %i is %s', (text, length, expected) => {
  expect(firstWords(text, length)).toBe(expected);
});
