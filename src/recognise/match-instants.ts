/** Matches articles that no feed had: nothing but their instant is known. Where that is one article's alone, it will do. */
import type { LedgerRecord } from '../ledger/ledger-file.js';
import type { Article } from '../model.js';

export function matchInstants(
  articles: readonly Article[],
  records: readonly LedgerRecord[],
): ReadonlyMap<Article, LedgerRecord> {
  const byInstant = new Map<number, Article[]>();
  for (const article of articles) addTo(byInstant, article.published, article);
  const gone = new Map<number, LedgerRecord[]>();
  for (const record of records) addTo(gone, record.published, record);
  return new Map(
    [...byInstant].flatMap(([instant, [article, ...others]]) => {
      const [record, ...rest] = gone.get(instant) ?? [];
      const isAlone = others.length === 0 && rest.length === 0;
      return article !== undefined && record !== undefined && isAlone && record.seen === undefined
        ? [[article, record] as const]
        : [];
    }),
  );
}

function addTo<Key, Value>(index: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = index.get(key);
  if (values === undefined) index.set(key, [value]);
  else values.push(value);
}
