/** How each listener is told, and what its answer means. */
import type { Tiding } from '../outbox.js';
import { parseXml } from '../xml-parser.js';
import { childElements, element, serializeXml, textElement, textOf, type Element } from '../xml.js';

export interface Message {
  readonly type: string;
  readonly body: string;
}

/** @param topic address of the document that changed */
export function messageFor(
  by: Tiding['by'],
  topic: string,
  site: { readonly title: string; readonly url: string },
): Message {
  if (by === 'weblogs') return { type: 'text/xml; charset=utf-8', body: weblogPing(site.title, site.url) };
  // WebSub leaves to each hub how it is told. The open ones (Google's, Switchboard) keep to PubSubHubbub.
  const fields: Readonly<Record<string, string>> =
    by === 'websub' ? { 'hub.mode': 'publish', 'hub.url': topic } : { url: topic };
  return { type: 'application/x-www-form-urlencoded', body: new URLSearchParams(fields).toString() };
}

/** http://xmlrpc.com/weblogsCom.html */
function weblogPing(title: string, url: string): string {
  // A value of no type is a string, and no white space gets between the two.
  const param = (text: string) => element('param', {}, [textElement('value', text)]);
  const params = element('params', {}, [param(title), param(url)]);
  return serializeXml(element('methodCall', {}, [textElement('methodName', 'weblogUpdates.ping'), params]));
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** @returns in words why the news did not arrive; undefined when it did */
export function refusalIn(by: Tiding['by'], { status, text }: Answer): string | undefined {
  if (status < 200 || status > 299) return `it answers ${status}${wordsOf(text)}`;
  if (by === 'weblogs') return weblogRefusal(text);
  // rssCloud servers say it in the body of a 200: <result success="false" msg="…"/>.
  const root = by === 'rsscloud' ? parsed(text) : undefined;
  return root?.attributes['success'] === 'false' ? `it answers ${quoted(root.attributes['msg'] ?? 'no')}` : undefined;
}

/** Whether it may be worth to ask again at once: it was too busy, or broke. */
export function isPassing({ status }: Answer): boolean {
  return status >= 500 || status === 429 || status === 408;
}

function weblogRefusal(text: string): string | undefined {
  const root = parsed(text);
  if (root?.name !== 'methodResponse') return 'it does not answer as XML-RPC does';
  const members = membersIn(root);
  if (childElements(root, 'fault').length > 0) return `it answers ${quoted(members.get('faultString') ?? 'a fault')}`;
  return /^(?:1|true)$/i.test(members.get('flerror') ?? '')
    ? `it answers ${quoted(members.get('message') ?? 'no')}`
    : undefined;
}

/** Servers write `flError` too. */
function membersIn(root: Element): ReadonlyMap<string, string> {
  const members = new Map<string, string>();
  const visit = (node: Element) => {
    const [name] = childElements(node, 'name');
    const [value] = childElements(node, 'value');
    if (node.name === 'member' && name !== undefined && value !== undefined) {
      const key = textOf(name).trim();
      members.set(key.toLowerCase() === 'flerror' ? 'flerror' : key, textOf(value).trim());
    }
    childElements(node).forEach(visit);
  };
  visit(root);
  return members;
}

function parsed(text: string): Element | undefined {
  try {
    return parseXml(text.trim());
  } catch {
    return undefined;
  }
}

/** Hubs say in plain text what they do not like; a page would fill the screen. */
function wordsOf(text: string): string {
  const words = text.trim();
  return words === '' || words.startsWith('<') ? '' : `: ${quoted(words)}`;
}

function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return `"${line.length > 120 ? `${line.slice(0, 119)}…` : line}"`;
}
