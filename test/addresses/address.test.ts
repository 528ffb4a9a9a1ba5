import { describe, expect, test } from 'vitest';
import { absoluteAddress, fileAddress, isUri, siteAddress } from '../../src/addresses/address.js';

test.each([
  ['/a b', 'https://e.example/a%20b'],
  ['naïve/日本', 'https://e.example/x/na%C3%AFve/%E6%97%A5%E6%9C%AC'],
  ['//cdn.example/a', 'https://cdn.example/a'],
  ['HTTPS://E.example:443/A', 'https://e.example/A'],
  ['/a|b^c[d]', 'https://e.example/a%7Cb%5Ec%5Bd%5D'],
  ['/100%', 'https://e.example/100%25'],
  ['/a%20b?q=ä#ö', 'https://e.example/a%20b?q=%C3%A4#%C3%B6'],
  ['https://münchen.example/', 'https://xn--mnchen-3ya.example/'],
  ['http://%5B2001:db8::%5D/path', 'http://[2001:db8::]/path'],
  ['../up', 'https://e.example/up'],
])('%s is resolved and encoded', (address, expected) => {
  expect(absoluteAddress(address, 'https://e.example/x/y')).toBe(expected);
});

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'mailto:a@b.example',
  'ftp://e.example/',
  'http://',
  'https://[',
])('%s is no http(s) address', (address) => {
  expect(absoluteAddress(address, 'https://e.example/')).toBeUndefined();
});

describe('a path on a site', () => {
  test.each([
    ['https://u.example/blog', '/a/', 'https://u.example/blog/a/'],
    ['https://u.example/blog/', 'a', 'https://u.example/blog/a'],
    ['https://u.example', '//evil.example/a', 'https://u.example/evil.example/a'],
    ['https://u.example', 'javascript:alert(1)', 'https://u.example/javascript:alert(1)'],
  ])('of %s: %s', (site, path, expected) => {
    expect(siteAddress(site, path)).toBe(expected);
  });
});

test.each([
  ['a/rss.xml', 'https://u.example/blog/a/rss.xml'],
  ['c#/100%?.xml', 'https://u.example/blog/c%23/100%25%3F.xml'],
  ['a%20b.xml', 'https://u.example/blog/a%2520b.xml'],
  ['a b/é:@&+.xml', 'https://u.example/blog/a%20b/%C3%A9:@&+.xml'],
])('the address of the file %s is %s', (file, expected) => {
  expect(fileAddress('https://u.example/blog/', file)).toBe(expected);
});

test.each([
  ['tag:e.example,2026:/a', true],
  ['urn:uuid:0c9d2f6e-4b6f-4c3e-9a55-2c8b1f6f7a10', true],
  ['https://e.example/?p=1', true],
  ['post-1', false],
  ['a b:c', false],
])('whether %s is a URI: %s', (text, expected) => {
  expect(isUri(text)).toBe(expected);
});
