import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { removeEmptyFolders, systemDisk } from '../../src/files/disk.js';
import { makeSite } from '../site.js';

describe('empty folders', () => {
  const removing = (from: string, stays: string) => {
    const site = makeSite({});
    for (const folder of ['output/tags/deep', 'output-old']) mkdirSync(path.join(site, folder), { recursive: true });
    removeEmptyFolders(path.join(site, from), path.join(site, stays), systemDisk);
    return ['output-old', 'output', 'output/tags', 'output/tags/deep'].filter((name) =>
      existsSync(path.join(site, name)),
    );
  };

  test('go up to the one that stays', () => {
    expect(removing('output/tags/deep', 'output')).toEqual(['output-old', 'output']);
  });

  test('go when one below them is gone already', () => {
    expect(removing('output/tags/deep/deeper', 'output')).toEqual(['output-old', 'output']);
  });

  test('stay when they lie beside the one that stays, though their names begin like its own', () => {
    expect(removing('output-old', 'output')).toEqual(['output-old', 'output', 'output/tags', 'output/tags/deep']);
  });
});
