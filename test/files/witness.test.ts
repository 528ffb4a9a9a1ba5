import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openSite, type Find } from '../../src/files/site-folder.js';
import { isStillTrue, sumOfGround } from '../../src/files/testimony.js';
import { watchQuestions, type Testimony, type Witness } from '../../src/files/witness.js';
import { makeSite } from '../site.js';

function heard(testify: Witness['testify'], hidden: readonly string[] = []): Testimony {
  const testimony = testify(new Set(hidden));
  if (testimony === undefined) throw new Error('it is not clear');
  return testimony;
}

const clock = Date.UTC(2100, 0);
const whole: Find = (head) => head;

test('what was asked is asked again, and answered the same as long as nothing changes', async () => {
  const folder = makeSite({ 'posts/a.md': 'a', 'posts/b.md': 'b', 'posts/c.txt': 'c', 'p.png': 'p' });
  const open = openSite(folder);
  const { site, testify } = watchQuestions(open, clock);
  for (const file of site.list('posts').files.filter((name) => name.endsWith('.md'))) site.lookAt(file, 10, whole);
  site.read('posts/a.md');
  site.sizeOf('p.png');
  site.sizeOf('q.png');
  const { ground, sum, answers } = heard(testify);
  expect(ground.heads).toEqual([{ length: 10, spans: [[0, 2]] }]);
  expect([await sumOfGround(ground, open, whole), isStillTrue(answers, open)]).toEqual([sum, true]);
  writeFileSync(path.join(folder, 'posts/b.md'), 'B');
  expect(await sumOfGround(ground, open, whole)).not.toBe(sum);
  writeFileSync(path.join(folder, 'q.png'), 'q');
  expect(isStillTrue(answers, open)).toBe(false);
});

test('one who was told two things knows nothing', () => {
  const folder = makeSite({ 'posts/a.md': 'a', 'a.mp3': '12345' });
  const { site, testify } = watchQuestions(openSite(folder), clock);
  site.list('posts');
  site.sizeOf('a.mp3');
  writeFileSync(path.join(folder, 'a.mp3'), '123456789');
  site.sizeOf('a.mp3');
  expect(testify(new Set())).toBeUndefined();
});

test('of hidden files the ground tells nothing', () => {
  const folder = makeSite({ 'posts/a.md': 'a', 'posts/b.md': 'b' });
  const { site, testify } = watchQuestions(openSite(folder), clock);
  for (const file of site.list('posts').files) site.read(file);
  const { ground, answers } = heard(testify, ['posts/b.md']);
  expect(ground.texts.map(([at]) => at)).toEqual([0]);
  expect(answers.marks.map(([file]) => file)).toEqual(['posts/b.md']);
});
