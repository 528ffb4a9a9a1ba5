import { describe, expect, test } from 'vitest';
import { excessIn } from '../../src/render/limits.js';

/** Lines that begin code for a hasty eye, and none for a parser of Markdown, or none beyond an empty line. */
const falseFences = ['', '- a\n  ```\n\n', '<div>\n```\n</div>\n\n', '<!--\n```\n-->\n\n'];

describe.each(falseFences)('behind %j', (before) => {
  test.each([
    ['brackets in each other', '['.repeat(5000) + ']'.repeat(5000)],
    ['brackets that close nothing', ']'.repeat(5000)],
    ['underlined headings', 'a\n===\n'.repeat(5000)],
    ['items of a list', '- a\n'.repeat(50_000)],
    ['marks of emphasis', '*a '.repeat(50_000)],
    ['quotations in each other', '> '.repeat(5000)],
    ['quotations', '> a\n\n'.repeat(5001)],
    ['indented lines', ' a\n'.repeat(50_000)],
    ['references', '[a] '.repeat(50_000)],
  ])('%s beyond any measure are refused', (_, body) => {
    expect(excessIn(before + body)).toMatch(/more than/);
  });
});

test.each([
  ['long code', `\`\`\`c\n${'int a_b = *c[i]; // (x\n'.repeat(400)}\`\`\`\n`],
  ['code after code', `\`\`\`\n${'*a_b '.repeat(4000)}\n\`\`\`\ntext\n`],
  ['a long list', '- a *word* and [a link](b)\n'.repeat(2000)],
  ['many quotations', '> a\n> b\n\n'.repeat(4000)],
  ['many links in a line', '[x](https://e.example/) '.repeat(10_000)],
])('%s is not refused', (_, body) => {
  expect(excessIn(body)).toBeUndefined();
});
