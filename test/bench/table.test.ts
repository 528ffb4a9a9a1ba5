import { format } from 'prettier';
import { describe, expect, test } from 'vitest';
import { verdicts, type Costs } from './bars.js';
import { medianCost, type Cost } from './cost.js';
import { tableOf } from './table.js';

const cost = (cpu: number, wall = cpu, memory: number | undefined = 40): Cost => ({ cpu, wall, memory });

const costs: Costs = {
  node: cost(0.04),
  reading: cost(0.5),
  cold: cost(2, 1.5, 120),
  again: cost(0.6, 0.6, 90),
  edit: cost(1, 1, 99.6),
  tagsCold: cost(2.4, 2, 130),
  tagsAgain: cost(0.6, 0.6, 90),
  tagsEdit: cost(0.9, 1, 100),
  hugoCold: { cpu: 12, wall: 1.2, memory: undefined },
  hugoAgain: { cpu: 12, wall: 6, memory: undefined },
  script: cost(3),
};

describe('the table of the benchmark', () => {
  test('tells both times of each run and what they are a multiple of, by the size', () => {
    const table = tableOf([
      { articles: 20, costs },
      { articles: 10_000, costs },
    ]);
    const rows = table.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
    expect(rows[0]).toEqual(['', '', '20 articles', '10,000 articles', '']);
    expect(rows).toContainEqual(['', 'Node starts and ends (N)', '0.040 / 0.040 s', '0.040 / 0.040 s', '']);
    expect(rows).toContainEqual(['', 'Feedwright, first build', '2.00 / 1.50 s, 50.0 N', '2.00 / 1.50 s, 4.0 R', '']);
    expect(rows.map((row) => row[3])).toEqual(
      expect.arrayContaining([
        '2.40 / 2.00 s, +20 %',
        '0.90 / 1.00 s, −10 %',
        '12.0 / 1.20 s, 6.0 × ours',
        '120 MB, 130 MB with tags',
      ]),
    );
  });

  test('leaves out what was not there to be measured', () => {
    const { hugoCold: _cold, hugoAgain: _again, ...without } = costs;
    expect(tableOf([{ articles: 20, costs: without }])).not.toContain('Hugo');
  });

  test('can be pasted into the README: the formatter finds nothing to change', async () => {
    const table = tableOf([
      { articles: 20, costs },
      { articles: 100_000, costs },
    ]);
    expect(await format(table, { parser: 'markdown' })).toBe(table);
  });
});

describe('the bars of the benchmark', () => {
  test('are kept, missed, or reached as far as we would have it', () => {
    expect(verdicts(10_000, costs)).toEqual([
      'kept    nothing changed: 1.20 R (at most 1.4, aim 0.9)',
      'kept    one edit: 2.00 R (at most 2.2, aim 1.4)',
      'good    cold: 4.00 R (at most 6.5, aim 4)',
      'kept    memory: 120.00 MB (at most 150, aim 100)',
      'MISSED  cold: 0.80 times ahead of Hugo (at least 1)',
      'good    nothing changed: 10.00 times ahead of Hugo (at least 1)',
      'good    one edit: 6.00 times ahead of Hugo (at least 1)',
      'MISSED  cold: 1.50 times ahead of the script (at least 2)',
      'MISSED  nothing changed: 5.00 times ahead of the script (at least 8)',
    ]);
  });

  test('say nothing of what was not measured', () => {
    expect(verdicts(20, { node: cost(1) })).toEqual([]);
  });
});

test('the middle of an even number of runs lies between two', () => {
  expect(medianCost([cost(9, 1), cost(1, 2), cost(2, 4), cost(4, 3)])).toEqual(cost(3, 2.5));
});
