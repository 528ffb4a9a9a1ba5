import { expect, test } from 'vitest';
import { ownText, remembering } from '../../src/text/known-texts.js';

test('what was made of a text is given again, be it nothing', () => {
  const made: string[] = [];
  const lengthOf = remembering((text) => {
    made.push(text);
    return text === 'nothing' ? undefined : { length: text.length };
  });
  const texts = ['a', 'nothing', 'a', 'nothing'];
  expect(texts.map(lengthOf)).toEqual([{ length: 1 }, undefined, { length: 1 }, undefined]);
  expect(lengthOf('a')).toBe(lengthOf('a'));
  expect(made).toEqual(['a', 'nothing']);
});

test('of too many texts the first are remembered, and all are answered', () => {
  const made: string[] = [];
  const same = remembering((text) => (made.push(text), text));
  for (const round of [1, 2])
    for (let index = 0; index < 1500; index++) expect([round, same(`${index}`)]).toEqual([round, `${index}`]);
  expect([made.length > 1500, made.length < 3000]).toEqual([true, true]);
});

test.each(['short', 'a text of some length', 'eine längere Überschrift', 'half of a pair \uD83D of characters'])(
  'a text of its own is the same: %j',
  (text) => {
    expect(ownText(`> ${text} <`.slice(2, -2))).toBe(text);
  },
);
