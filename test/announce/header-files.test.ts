import { describe, expect, test } from 'vitest';
import { headerFile, hostNames, type FeedFiles, type ServedSite } from '../../src/announce/header-files.js';

function files(name: string, format: FeedFiles['format'], isArchive = false): FeedFiles {
  const addresses = ['', 'tags/n%C3%A9ws/'].map((folder) => `https://site.example/b/${folder}${encodeURI(name)}`);
  return { name, format, isArchive, addresses };
}

const site: ServedSite = {
  url: 'https://site.example/b/',
  files: [files('rss.xml', 'rss'), files('atom.xml', 'atom'), files('feed.json', 'json')],
  isStyled: false,
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

  test('let archives be kept for a day', () => {
    const text = headerFile(host, { ...site, files: [files('archive/1.xml', 'atom', true)] });
    expect(text).toContain('public, max-age=86400');
    expect(text).not.toContain('no-cache');
  });
});

describe('the rules', () => {
  test('of Netlify name each document once, since of two that match both count', () => {
    expect(headerFile('netlify', site).match(/^\/.*/gm)).toEqual([
      '/b/rss.xml',
      '/b/tags/n%C3%A9ws/rss.xml',
      '/b/atom.xml',
      '/b/tags/n%C3%A9ws/atom.xml',
      '/b/feed.json',
      '/b/tags/n%C3%A9ws/feed.json',
    ]);
  });

  test('of Cloudflare name each document once, in any folder', () => {
    expect(headerFile('cloudflare', site).match(/^\/.*/gm)?.slice(0, 2)).toEqual(['/b/rss.xml', '/b/*/rss.xml']);
  });

  test('of Cloudflare are a hundred at most, those of live feeds among them', () => {
    const archives = Array.from({ length: 99 }, (_, index) => files(`archive/${index}.xml`, 'atom', true));
    const text = headerFile('cloudflare', { ...site, files: [...archives, ...site.files] });
    expect(text.match(/^\/.*/gm)).toHaveLength(100);
    expect(text).toMatch(/^# Cloudflare reads 100 rules\..*\n\/b\/rss\.xml\n/);
  });

  test('of Vercel are JSON whose patterns hold names literally', () => {
    const { headers } = JSON.parse(headerFile('vercel', { ...site, files: [files('a+(b).xml', 'rss')] })) as {
      readonly headers: readonly { readonly source: string; readonly headers: readonly object[] }[];
    };
    expect(headers[0]?.source).toBe('/b/:folders*/a\\+\\(b\\)\\.xml');
    expect(headers[0]?.headers[0]).toEqual({ key: 'Content-Type', value: 'application/rss+xml; charset=utf-8' });
  });

  test('of nginx state the charset apart, where it cannot be doubled, and compare decoded paths', () => {
    const text = headerFile('nginx', {
      ...site,
      url: 'https://site.example/bl%C3%B6g',
      files: [files('rss.xml', 'rss')],
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
    expect(headerFile('apache', { ...site, files: [files('feeds/rss.xml', 'rss')] })).toBe(`<Files "rss.xml">
  ForceType "application/rss+xml; charset=utf-8"
  <IfModule mod_headers.c>
    Header set Cache-Control "public, no-cache"
    Header set Access-Control-Allow-Origin "*"
    Header set X-Content-Type-Options "nosniff"
  </IfModule>
</Files>
`);
  });
});
