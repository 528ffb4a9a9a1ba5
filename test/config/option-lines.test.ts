import { expect, test } from 'vitest';
import { findOptionLines } from '../../src/config/option-lines.js';

const json = `{
  "url": "of something else",
  "channels": { "tags": { "title": "url: {name}" } },
  "site": {
    "title": "A \\"title\\", with } and url: in it",
    "url": "x"
  },
  "extensions": [
    { "prefix": "a" },
    {
      "prefix": "b"
    }
  ]
}`;

const module = `// site: { url: 'none' }
import { defineConfig, type UserOptions } from 'feedwright';

const note = "site: { url: 1 }"; /* site: {
  url: 2 } */
const quote = /["'{]/;
function titled(title: string) {
  return { site: { title } };
}

export default defineConfig({
  posts: {
    permalink({ slug }) {
      return \`/\${slug}/\`;
    },
    exclude: ['a', 'b'].map((url) => \`\${url}/**\`),
  },
  'site': {
    title: titled('limit: 3').site.title,
    url: 'x', // limit: 4
  },
  channels: { own: { limit: { filter: ({ tags }) => tags.includes('{'), minimum: 0 } } },
  limit: isLong ? { limit: 7 }.limit : 3,
} satisfies UserOptions);
`;

test.each<[string, string, string, number | undefined]>([
  ['JSON', json, 'url', 2],
  ['JSON', json, 'site', 4],
  ['JSON', json, 'site.url', 6],
  ['JSON', json, 'site.title', 5],
  ['JSON', json, 'channels.tags.title', 3],
  ['JSON', json, 'extensions[1].prefix', 11],
  ['JSON', json, 'extensions[1].namespace', 10],
  ['JSON', json, 'title', undefined],
  ['a module', module, 'site', 18],
  ['a module', module, 'site.url', 20],
  ['a module', module, 'site.title', 19],
  ['a module', module, 'posts.permalink', 13],
  ['a module', module, 'posts.exclude', 16],
  ['a module', module, 'channels.own.limit.minimum', 22],
  ['a module', module, 'limit', 23],
  ['a module', module, 'url', undefined],
  ['two objects', 'const a = { limit: 1 };\nexport default { limit: 2 };', 'limit', undefined],
  ['a value that stands elsewhere', 'const site = {};\nexport default {\n  site,\n};', 'site.url', 3],
  ['one line', '{"site":{"title":"site.url","url":"x"},"limit":0}', 'limit', 1],
  ['nothing', '', 'limit', undefined],
])('in %s, the line of an option is found by its path: %#', (_, source, option, line) => {
  expect(findOptionLines(source)(option)).toBe(line);
});

test('in package.json, other tools have options of the same names', () => {
  const source = '{\n"limit": 1,\n"feedwright": {\n"limit": 0\n},\n"other": { "feedwright": {\n"flood": 1 } } }';
  const lineOf = findOptionLines(source, 'feedwright.');
  expect([lineOf('limit'), lineOf('flood')]).toEqual([4, undefined]);
});
