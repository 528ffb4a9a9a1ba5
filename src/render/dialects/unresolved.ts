/** Links to articles that may not be published: where there is no page, nothing of the link is left but its text, and it is reported. */
import type { Nodes, Root } from 'mdast';
import type { DialectContext } from './dialect.js';
import type { Tag } from './tag.js';
import { escapeHtml } from './vocabulary.js';

/** A scheme that no reader opens: the step that makes addresses absolute reports what follows it, and drops the link. */
export const unresolvedScheme = 'feedwright-unresolved:';
const unresolved = new RegExp(`${unresolvedScheme}([^\\s()<>"']*)`, 'g');
/** In HTML, all but those in attributes that hold addresses. */
const unresolvedInHtml = new RegExp(
  `(?<![\\s"'](?:href|src|srcset|poster|cite|data-[\\w-]+)=["']?)${unresolved.source}`,
  'gi',
);

/** The page of an article. Where an address stands and there is none, one that leads nowhere; in prose what its author wrote. */
export function toArticle(
  target: string,
  { isAddress }: Pick<Tag, 'isAddress'>,
  { articleAddress, reportLink }: Pick<DialectContext, 'articleAddress' | 'reportLink'>,
): string {
  const [path = '', fragment] = target.split('#');
  if (path === '') return `#${fragment ?? ''}`;
  const address = articleAddress(path);
  if (address !== undefined) return fragment === undefined ? address : `${address}#${fragment}`;
  if (isAddress === true) return unresolvedScheme + encodeURI(target);
  reportLink(target);
  return escapeHtml(target);
}

/** What looked like an address and became no link: `[a](b)` within HTML, or behind a backslash. */
export function showUnresolved(tree: Root, reportLink: DialectContext['reportLink']): void {
  const show = (_: string, encoded: string): string => {
    reportLink(decodeURI(encoded));
    return decodeURI(encoded);
  };
  const visit = (node: Nodes): void => {
    if (node.type === 'text') node.value = node.value.replace(unresolved, show);
    if (node.type === 'html') node.value = node.value.replace(unresolvedInHtml, show);
    if ('children' in node) node.children.forEach(visit);
  };
  visit(tree);
}
