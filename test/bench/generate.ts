/** Makes sites of any size for measurements: articles of the kinds, lengths and dates that blogs have, always the same. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Numbers that look random and are the same on every machine (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const words =
  'the of and to in is that for it as was with be by on not he his but at are this have from or had an they which one you were her all she there would their we him been has when who will more no if out so said what up its about into than them can only other new some could time these two may then do first any my now such like our over man me even most made after also did many before must through'.split(
    ' ',
  );

/** About one letter of text in six is no letter: links, code, tables, notes, pictures. */
function body(random: () => number, count: number, index: number): string {
  const word = () => words[Math.floor(random() * words.length)] ?? 'the';
  const sentence = () => {
    const list = Array.from({ length: 8 + Math.floor(random() * 12) }, word);
    if (random() < 0.2) list[3] = `**${list[3]}**`;
    if (random() < 0.2) list[5] = `[${list[5]} ${word()}](/articles/${Math.floor(random() * 1000)}/)`;
    if (random() < 0.15) list[6] = `\`${list[6]}()\``;
    return `${list.join(' ')}.`.replace(/^./, (letter) => letter.toUpperCase());
  };
  const parts: string[] = [];
  for (let written = 0, part = 0; written < count; part++) {
    const paragraph = Array.from({ length: 5 }, sentence).join(' ');
    written += paragraph.split(' ').length;
    parts.push(paragraph);
    if (part % 4 === 1) parts.push(`## ${sentence().slice(0, -1)}`);
    if (part % 5 === 2)
      parts.push(`\`\`\`js\n${Array.from({ length: 6 }, () => `const ${word()} = ${word()}(1);`).join('\n')}\n\`\`\``);
    if (part % 6 === 3)
      parts.push(`| ${word()} | ${word()} |\n| --- | --- |\n${`| ${word()} | ${word()} |\n`.repeat(4)}`.trim());
    if (part % 7 === 4) parts.push(`![${word()}](/img/${index % 50}.png)`);
    if (part % 8 === 5) parts.push(`A note[^1] here.\n\n[^1]: ${sentence()}`.replaceAll('^1', `^${part}`));
    if (part % 6 === 5) parts.push(Array.from({ length: 3 }, () => `- ${sentence()}`).join('\n'));
  }
  return `${parts.join('\n\n')}\n`;
}

/** Four ways in which people write a date. */
const dateStyles: readonly ((date: Date) => string)[] = [
  (date) => date.toISOString().slice(0, 10),
  (date) => date.toISOString(),
  (date) => `${date.toISOString().slice(0, 10)} 09:30:00 +0200`,
  (date) => `"${date.toISOString().slice(0, 19)}+01:00"`,
];

const day = 24 * 60 * 60 * 1000;
/** Past on any machine, so that runs need not be told another time than it is. */
const newest = Date.UTC(2024, 9, 30, 8);
export const newestArticle = 'posts/2024/10/article-0.md';

export function articleText(index: number, date: Date): string {
  const random = numbers(index + 1);
  const tags = [
    ...new Set(Array.from({ length: 1 + Math.floor(random() * 4) }, () => `tag${Math.floor(random() * 30)}`)),
  ];
  const length = index % 50 === 7 ? 5000 : 500 + Math.floor(random() * 600);
  const matter = [
    `title: ${index % 9 === 0 ? `"Article ${index}: a title with a colon"` : `Article number ${index}`}`,
    `date: ${dateStyles[index % 4]?.(date)}`,
    index % 2 === 0 ? `tags: [${tags.join(', ')}]` : `tags:\n${tags.map((tag) => `  - ${tag}`).join('\n')}`,
    ...(index % 3 === 0 ? [`description: What article ${index} is about, in a sentence.`] : []),
    ...(index % 5 === 0 ? ['author: Ann Example'] : []),
    'draft: false',
  ];
  return `---\n${matter.join('\n')}\n---\n\n${body(random, length, index)}`;
}

/** Writes a site of so many articles; the newest is number 0, and there are ten a day where there are many. */
export function generateSite(folder: string, count: number): void {
  const perDay = Math.max(1, count / 3650);
  const made = new Set<string>();
  for (let index = 0; index < count; index++) {
    const date = new Date(newest - (index / perDay) * day);
    const place = path.join(
      folder,
      'posts',
      String(date.getUTCFullYear()),
      String(date.getUTCMonth() + 1).padStart(2, '0'),
    );
    if (!made.has(place)) mkdirSync(place, { recursive: true });
    made.add(place);
    writeFileSync(path.join(place, `article-${index}.md`), articleText(index, date));
  }
  writeFileSync(
    path.join(folder, 'feedwright.config.json'),
    JSON.stringify({ site: { url: 'https://bench.example/', title: 'Bench' }, size: { entries: 20, days: 0 } }),
  );
}
