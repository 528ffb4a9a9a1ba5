import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  buildHelp,
  diffHelp,
  headersHelp,
  linksHelp,
  mainHelp,
  pingHelp,
  redirectsHelp,
  scheduleHelp,
  serveHelp,
  stampHelp,
  watchHelp,
} from '../src/cli/help.js';
import { problemCodes } from '../src/problem.js';
import { rowNames } from './bench/table.js';
import { buildSite } from './site.js';

const readme = readFileSync('README.md', 'utf8');

describe('the README', () => {
  test.each([
    ['feedwright', mainHelp],
    ['build', buildHelp],
    ['diff', diffHelp],
    ['headers', headersHelp],
    ['links', linksHelp],
    ['ping', pingHelp],
    ['serve', serveHelp],
    ['redirects', redirectsHelp],
    ['schedule', scheduleHelp],
    ['stamp', stampHelp],
    ['watch', watchHelp],
  ])('holds the help of %s as it is printed', (_, help) => {
    expect(readme).toContain(`\n${help}`);
  });

  test.each(problemCodes)('tells of the problem %s', (code) => {
    expect(readme).toMatch(new RegExp(`^\\| \`${code}\` +\\|`, 'm'));
  });

  test('tells of no problem that does not exist', () => {
    const told = [...readme.matchAll(/^\| `([a-z]+-[a-z-]+)` +\| (?:error|warning)/gm)].map(([, code]) => code);
    expect(told.toSorted()).toEqual([...problemCodes].toSorted());
  });

  const source = readFileSync('src/config/options.ts', 'utf8');
  const [, options = ''] = /interface UserOptions \{\n([^]*?)\n\}\n/.exec(source) ?? [];
  const names = [...options.matchAll(/^ +(\w+)\?:/gm)].map(([, name = '']) => name);

  test.each([...new Set(names)])('tells of the option %s', (name) => {
    expect(readme).toMatch(new RegExp(`^\\| \`(?:[a-z]+\\.)?${name}\` +\\|`, 'm'));
  });

  test.each([...options.matchAll(/`(:[a-z_]+)`/g)].map(([, token = '']) => token))('tells of the token %s', (token) => {
    expect(readme).toContain(`\`${token}\``);
  });

  test.each(rowNames)('tells what a build costs: %s', (name) => {
    expect(readme).toContain(`\n| ${name} `);
  });

  test('shows an article, and the very feed that comes of it', async () => {
    const block = (language: string) => new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(readme)?.[1] ?? '';
    const options = { site: { url: 'https://blog.example/' } };
    const built = await buildSite({ 'posts/hello.md': block('markdown') }, { options });
    const lines = (text: string) => text.split('\n').map((line) => line.trim());
    expect(lines(built.text('rss.xml')).join('\n')).toContain(lines(block('xml')).join('\n').trim());
  });
});

test('every line of help fits a terminal of 88 columns', () => {
  expect(
    [mainHelp, buildHelp, headersHelp, linksHelp, pingHelp, scheduleHelp, serveHelp, stampHelp, watchHelp]
      .flatMap((help) => help.split('\n'))
      .filter((line) => line.length > 88),
  ).toEqual([]);
});
