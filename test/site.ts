/** Little sites on disk for tests: made of a record of files, and removed when the test file is done. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { build, type BuildRequest, type TimedBuildResult } from '../src/index.js';

/** Noon of a day after all articles of the tests, unless they mean to be in the future. */
export const now = Date.UTC(2026, 10, 22, 12);

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export function makeSite(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'feedwright-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return folder;
}

/** An article with a date, and whatever other lines of YAML a test is about. */
export function article(fields = '', body = 'Text.\n'): string {
  return `---\ndate: 2026-05-01\n${fields === '' ? '' : `${fields}\n`}---\n${body}`;
}

export interface Built extends TimedBuildResult {
  readonly folder: string;
  /** Text of a file of the output folder. */
  readonly text: (name: string) => string;
  /** The items of the JSON feed. */
  readonly items: () => readonly Readonly<Record<string, unknown>>[];
}

/** Builds a little site at https://site.example/. */
export async function buildSite(
  files: Readonly<Record<string, string | Uint8Array>>,
  request: BuildRequest = {},
): Promise<Built> {
  const folder = makeSite(files);
  const { site, ...options } = request.options ?? {};
  const result = await build({
    folder,
    now,
    ...request,
    options: { site: { url: 'https://site.example/', title: 'Site', ...site }, ...options },
  });
  const text = (name: string) => readFileSync(path.join(folder, 'output', name), 'utf8');
  const items = () => (JSON.parse(text('feed.json')) as { items: Record<string, unknown>[] }).items;
  return { ...result, folder, text, items };
}

/** `code at file:line` of each problem, which is what most tests are about. */
export function problemsOf({ problems }: Pick<TimedBuildResult, 'problems'>): readonly string[] {
  return problems.map(({ code, file = '', line }) => `${code} at ${file}${line === undefined ? '' : `:${line}`}`);
}
