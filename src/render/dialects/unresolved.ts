/** Addresses of articles that may not be published: where there is none, the link says so and is reported. */

/** A scheme that no reader opens: the step that makes addresses absolute reports what follows it, and drops the link. */
export const unresolvedScheme = 'unresolved:';

/** @param target a path or name, perhaps with a fragment */
export function toArticle(target: string, articleAddress: (target: string) => string | undefined): string {
  const [path = '', fragment] = target.split('#');
  if (path === '') return `#${fragment ?? ''}`;
  const address = articleAddress(path);
  if (address === undefined) return unresolvedScheme + encodeURI(target);
  return fragment === undefined ? address : `${address}#${fragment}`;
}
