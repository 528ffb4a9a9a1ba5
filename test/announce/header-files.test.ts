import { describe, expect, test } from 'vitest';
import { headerFile, hostNames, type ServedSite } from '../../src/announce/header-files.js';

const site: ServedSite = {
  url: 'https://site.example/b/',
  formats: [
    { format: 'rss', path: 'rss.xml' },
    { format: 'atom', path: 'atom.xml' },
    { format: 'json', path: 'feed.json' },
  ],
  documents: [
    { url: 'https://site.example/b/rss.xml', format: 'rss', isArchive: false },
    { url: 'https://site.example/b/atom.xml', format: 'atom', isArchive: false },
    { url: 'https://site.example/b/tags/n%C3%A9ws/feed.json', format: 'json', isArchive: false },
  ],
  archives: undefined,
  isStyled: false,
};

const archived: ServedSite = {
  ...site,
  archives: 'archive',
  documents: [
    ...site.documents,
    { url: 'https://site.example/b/archive/2019-1/rss.xml', format: 'rss', isArchive: true },
  ],
};

describe.each(hostNames)('the headers for %s', (host) => {
  test('give each format its type', () => {
    const text = headerFile(host, site);
    for (const type of ['application/rss+xml', 'application/atom+xml', 'application/feed+json'])
      expect(text).toContain(type);
  });

  test('give XML the type with which browsers show its style, where it has one', () => {
    const text = headerFile(host, { ...site, isStyled: true });
    expect(text).not.toMatch(/rss\+xml|atom\+xml/);
    expect(text).toContain('application/xml');
    expect(text).toContain('application/feed+json');
  });

  test('let every reader ask again, and every site read', () => {
    const text = headerFile(host, site);
    expect(text).toContain('public, no-cache');
    expect(text).not.toContain('max-age');
    expect(text).toMatch(/Access-Control-Allow-Origin[\s\w:",]+\*/);
    expect(text).toContain('nosniff');
  });

  test.skipIf(host === 'cloudflare')('let archives be kept for a day', () => {
    const text = headerFile(host, archived);
    expect(text).toContain('public, max-age=86400');
    expect(text).toContain('public, no-cache');
  });
});

describe('the rules', () => {
  test('of Netlify name each document once, since of two that match both count', () => {
    expect(headerFile('netlify', archived).match(/^\/.*/gm)).toEqual([
      '/b/rss.xml',
      '/b/atom.xml',
      '/b/tags/n%C3%A9ws/feed.json',
      '/b/archive/2019-1/rss.xml',
    ]);
  });

  test('of Cloudflare match each document once, in any folder, and are few', () => {
    expect(headerFile('cloudflare', archived).match(/^\/.*/gm)).toEqual([
      '/b/rss.xml',
      '/b/*/rss.xml',
      '/b/atom.xml',
      '/b/*/atom.xml',
      '/b/feed.json',
      '/b/*/feed.json',
    ]);
  });

  test('of Vercel are JSON whose patterns hold names literally', () => {
    const { headers } = JSON.parse(
      headerFile('vercel', { ...site, formats: [{ format: 'rss', path: 'a+(b).xml' }] }),
    ) as {
      readonly headers: readonly { readonly source: string; readonly headers: readonly object[] }[];
    };
    expect(headers[0]?.source).toBe('/b/:folders*/a\\+\\(b\\)\\.xml');
    expect(headers[0]?.headers[0]).toEqual({ key: 'Content-Type', value: 'application/rss+xml; charset=utf-8' });
  });

  test('of nginx state the charset apart, where it cannot be doubled, and compare decoded paths', () => {
    const text = headerFile('nginx', {
      ...site,
      url: 'https://site.example/bl%C3%B6g',
      formats: site.formats.slice(0, 1),
    });
    expect(text).toBe(`location ~ "^/blög/(?:.*/)?rss\\\\.xml$" {
  types {}
  default_type application/rss+xml;
  charset utf-8;
  charset_types application/rss+xml;
  add_header Cache-Control "public, no-cache";
  add_header Access-Control-Allow-Origin "*";
  add_header X-Content-Type-Options "nosniff";
}
`);
  });

  test('of Apache know a document by the last part of its name', () => {
    expect(headerFile('apache', { ...site, formats: [{ format: 'rss', path: 'feeds/rss.xml' }] }))
      .toBe(`<Files "rss.xml">
  ForceType "application/rss+xml; charset=utf-8"
  <IfModule mod_headers.c>
    Header set Cache-Control "public, no-cache"
    Header set Access-Control-Allow-Origin "*"
    Header set X-Content-Type-Options "nosniff"
  </IfModule>
</Files>
`);
  });

  test('of Vercel and nginx say what archives are where it counts: last, and first', () => {
    const { headers } = JSON.parse(headerFile('vercel', archived)) as { readonly headers: { source: string }[] };
    expect(headers.slice(0, 2).map(({ source }) => source)).toEqual([
      '/b/:folders*/rss\\.xml',
      '/b/:folders*/archive/:archive/rss\\.xml',
    ]);
    expect(
      headerFile('nginx', archived)
        .match(/^location .*/gm)
        ?.slice(0, 2),
    ).toEqual(['location ~ "^/b/(?:.*/)?archive/[^/]+/rss\\\\.xml$" {', 'location ~ "^/b/(?:.*/)?rss\\\\.xml$" {']);
  });

  test('of Apache tell archives by their whole path', () => {
    expect(headerFile('apache', archived)).toContain(
      '<If "%{REQUEST_URI} =~ m#/archive/[^/]+/(?:rss\\.xml|atom\\.xml|feed\\.json)$#">\n',
    );
  });
});
