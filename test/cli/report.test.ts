import { expect, test } from 'vitest';
import { outlookLines, stageLines } from '../../src/cli/report.js';
import type { Outlook } from '../../src/index.js';

const outlook = (path: string, fresh: number): Outlook => ({
  path,
  fresh: Array.from({ length: fresh }, (_, index) => ({ id: `${index}`, title: `New ${index}`, url: '' })),
  edited: [],
  reissued: [],
  withdrawn: [],
  late: [],
});

test('many feeds of which the same is true are one line that can be read', () => {
  const outlooks = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => outlook(`${name}.xml`, name === 'a' ? 2 : 1));
  expect(outlookLines(outlooks, { titles: false })).toBe(
    'a.xml: 2 new\nb.xml, c.xml, d.xml, e.xml, f.xml, g.xml: 1 new\n',
  );
  expect(outlookLines([...outlooks, outlook('h.xml', 1)], { titles: true })).toBe(
    'a.xml: 2 new\n  new           New 0\n  new           New 1\nb.xml, c.xml, d.xml and 4 more: 1 new\n  new           New 0\n',
  );
});

test('where the time went stands in a column, with the whole of it below', () => {
  const stages = [
    { stage: 'find', milliseconds: 0.04 },
    { stage: 'look ahead', milliseconds: 12_345.67 },
  ] as const;
  expect(stageLines({ stages, entries: { rendered: 2, cached: 18 } })).toBe(
    'find              0.0 ms\nlook ahead    12345.7 ms\ntotal         12345.7 ms\n2 rendered, 18 from the cache\n',
  );
});
