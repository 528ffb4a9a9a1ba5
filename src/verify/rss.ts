/** The rules of RSS 2.0, from its specification, the RSS Profile, and what tested readers refuse. */
import { childElements, textOf } from '../xml.js';
import { isAddress, isRfc3339, type Rule } from './rule.js';
import { childText, eachEntry, isMimeType, once, type XmlDocument } from './xml-document.js';

const specification = 'https://www.rssboard.org/rss-specification';
const profile = 'https://www.rssboard.org/rss-profile';

export const rssRules: readonly Rule<XmlDocument>[] = [
  {
    spec: specification,
    check: ({ root }) =>
      root.name === 'rss' && root.attributes['version'] === '2.0'
        ? []
        : [{ what: 'the root is not <rss version="2.0">' }],
  },
  {
    spec: `${specification}#requiredChannelElements`,
    check: ({ feed }) =>
      once(
        feed,
        ['title', 'link', 'description'],
        ['language', 'copyright', 'lastBuildDate', 'docs', 'generator', 'image', 'cloud'],
      ).map((what) => ({ what })),
  },
  {
    spec: `${specification}#ltcloudgtSubelementOfLtchannelgt`,
    check: ({ feed }) =>
      childElements(feed, 'cloud').flatMap(({ attributes: { domain, port, path, registerProcedure, protocol } }) => [
        ...(domain && path?.startsWith('/') ? [] : [{ what: '<cloud> has no domain or no path' }]),
        ...(/^[1-9]\d*$/.test(port ?? '') ? [] : [{ what: '<cloud> has no port' }]),
        ...(registerProcedure === '' && protocol === 'http-post'
          ? []
          : [{ what: '<cloud> is for another protocol than http-post' }]),
      ]),
  },
  {
    spec: `${profile}#namespace-elements-atom-link`,
    check: ({ feed, url }) => {
      const self = childElements(feed, 'atom:link').filter(({ attributes }) => attributes['rel'] === 'self');
      return self.length === 1 && self[0]?.attributes['href'] === url ? [] : [{ what: `the self link is not ${url}` }];
    },
  },
  {
    spec: `${specification}#hrelementsOfLtitemgt`,
    check: ({ entries }) =>
      eachEntry(entries, (node) =>
        once(node, ['title', 'link', 'guid', 'pubDate', 'description'], ['enclosure', 'content:encoded', 'dc:creator']),
      ),
  },
  {
    spec: `${profile}#element-channel-item-title`,
    check: ({ entries }) =>
      eachEntry(entries, (node) => (childText(node, 'title')?.trim() ? [] : ['<title> is empty'])),
  },
  {
    spec: `${specification}#ltguidgtSubelementOfLtitemgt`,
    check: ({ entries }) =>
      eachEntry(entries, (node) => {
        const guid = childElements(node, 'guid')[0];
        if (guid === undefined || textOf(guid) === '') return ['<guid> is empty'];
        const isLink = textOf(guid) === childText(node, 'link');
        return guid.attributes['isPermaLink'] === String(isLink) ? [] : [`isPermaLink must be ${isLink}`];
      }),
  },
  {
    spec: `${profile}#element-channel-item-link`,
    check: ({ entries }) =>
      eachEntry(entries, (node) => (isAddress(childText(node, 'link')) ? [] : ['<link> is no absolute address'])),
  },
  {
    spec: `${profile}#data-types-datetime`,
    check: ({ feed, entries }) => [
      ...(isRfc822(childText(feed, 'lastBuildDate')) ? [] : [{ what: '<lastBuildDate> is no RFC 822 date' }]),
      ...eachEntry(entries, (node) => (isRfc822(childText(node, 'pubDate')) ? [] : ['<pubDate> is no RFC 822 date'])),
      ...eachEntry(entries, (node) =>
        ['', childText(node, 'atom:updated')].every((date) => !date || isRfc3339(date))
          ? []
          : ['<atom:updated> is no RFC 3339 date'],
      ),
    ],
  },
  {
    spec: `${specification}#ltenclosuregtSubelementOfLtitemgt`,
    check: ({ entries }) =>
      eachEntry(entries, (node) =>
        childElements(node, 'enclosure').flatMap(({ attributes }) => [
          ...(isAddress(attributes['url']) ? [] : ['the enclosure has no absolute address']),
          ...(/^\d+$/.test(attributes['length'] ?? '') ? [] : ['the enclosure has no length']),
          ...(isMimeType(attributes['type']) ? [] : ['the enclosure has no MIME type']),
        ]),
      ),
  },
  {
    spec: `${profile}#namespace-elements-content-encoded`,
    check: ({ entries }) =>
      eachEntry(entries, (node) => {
        const names = childElements(node).map(({ name }) => name);
        const isAfter =
          names.includes('content:encoded') && names.indexOf('content:encoded') < names.indexOf('description');
        return isAfter ? ['<description> must come before <content:encoded>'] : [];
      }),
  },
];

/** With four-digit year, English names and the right weekday: Akregator treats an item as undated otherwise. */
function isRfc822(text: string | undefined): boolean {
  if (text === undefined || !/^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000$/.test(text)) return false;
  return new Date(text).toUTCString().startsWith(text.slice(0, 16));
}
