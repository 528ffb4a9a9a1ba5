import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { imageFacts } from '../../src/media/image-facts.js';
import { article, buildSite } from '../site.js';

const gif = (width: number, height: number) => {
  const bytes = new Uint8Array(20);
  bytes.set(new TextEncoder().encode('GIF89a'));
  new DataView(bytes.buffer).setUint16(6, width, true);
  new DataView(bytes.buffer).setUint16(8, height, true);
  return bytes;
};

/** A JPEG with nothing but an Exif orientation and a frame header of 32 by 16. */
const turned = Uint8Array.from(
  Buffer.from(
    'ffd8 ffe10022 457869660000 4d4d002a00000008 0001 01120003000000010006000000000000'.replaceAll(' ', '') +
      'ffc0001108001000200301220002110103110 1ffd9'.replaceAll(' ', ''),
    'hex',
  ),
);

describe('a picture', () => {
  test.each([
    ['PNG', readFileSync('posts/images/full-text.png'), { width: 640, height: 320, type: 'image/png' }],
    ['GIF', gif(12, 7), { width: 12, height: 7, type: 'image/gif' }],
    [
      'SVG by its view box',
      new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 40"/>'),
      { width: 30, height: 40, type: 'image/svg+xml' },
    ],
    ['JPEG that Exif turns', turned, { width: 16, height: 32, type: 'image/jpeg' }],
    ['text', new TextEncoder().encode('no picture'), undefined],
    ['nothing', new Uint8Array(), undefined],
  ])('of the kind %s is known by its bytes', (_, bytes, facts) => {
    expect(imageFacts(bytes)).toEqual(facts);
  });

  test.each([
    ['beside the article', '![x](pic.gif)', ' width="12" height="7"'],
    ['of the site', '![x](/img/pic.gif)', ' width="12" height="7"'],
    ['by its whole address', '![x](https://site.example/img/pic.gif)', ' width="12" height="7"'],
    ['whose width is stated', '<img src="pic.gif" width="24">', ' width="24" height="14"'],
    ['whose height is stated', '<img src="pic.gif" height="14">', ' height="14" width="24"'],
    ['whose size is stated', '<img src="pic.gif" width="1" height="1">', ' width="1" height="1"'],
    ['whose width is no number of pixels', '<img src="pic.gif" width="100%">', ' width="12" height="7"'],
    ['that is not there', '![x](other.gif)', ''],
    ['elsewhere', '![x](https://cdn.example/pic.gif)', ''],
    ['outside of the site', '![x](../../pic.gif)', ''],
  ])('%s has the size that is known', async (_, body, size) => {
    const built = await buildSite({
      'posts/one/index.md': article('', body),
      'posts/one/pic.gif': gif(12, 7),
      'static/img/pic.gif': gif(12, 7),
    });
    const [, attributes = ''] = /<img src="[^"]*"(.*?)>/.exec(String(built.items()[0]?.['content_html'])) ?? [];
    expect(attributes.replace(/ alt="[^"]*"/, '')).toBe(size);
  });
});

describe('a lead image', () => {
  const files = { 'static/lead.gif': gif(600, 400) };
  const fields = 'title: T\nimage: /lead.gif\nimage_alt: A cat\nimage_credit: Ann';

  test('is told with its kind, size, description and maker', async () => {
    const built = await buildSite({ ...files, 'posts/a.md': article(fields) });
    for (const name of ['rss.xml', 'atom.xml']) {
      expect(built.text(name)).toContain(
        '<media:content url="https://site.example/lead.gif" medium="image" type="image/gif" width="600" height="400">',
      );
      expect(built.text(name)).toContain('<media:description type="plain">A cat</media:description>');
      expect(built.text(name)).toContain('<media:credit>Ann</media:credit>');
      expect(built.text(name)).toContain(
        '<media:thumbnail url="https://site.example/lead.gif" width="600" height="400"/>',
      );
    }
    expect(built.items()[0]).toMatchObject({
      image: 'https://site.example/lead.gif',
      banner_image: 'https://site.example/lead.gif',
    });
  });

  test('opens the body, with its caption', async () => {
    const built = await buildSite({ ...files, 'posts/a.md': article(`${fields}\nimage_caption: Our cat`) });
    expect(built.items()[0]?.['content_html']).toBe(
      '<figure><img src="https://site.example/lead.gif" alt="A cat" width="600" height="400"><figcaption>Our cat — Ann</figcaption></figure>\n<p>Text.</p>',
    );
  });

  test.each([
    ['stands in the body', fields, '![x](/lead.gif?size=large)\n'],
    ['is a card for other sites', 'ogImage: /lead.gif', 'Text.\n'],
  ])('that %s is not shown again', async (_, matter, body) => {
    const built = await buildSite({ ...files, 'posts/a.md': article(matter, body) });
    expect(String(built.items()[0]?.['content_html']).split('lead.gif')).toHaveLength(body.split('lead.gif').length);
  });

  test('may have a banner beside it', async () => {
    const built = await buildSite({ ...files, 'posts/a.md': article('image: /lead.gif\nbanner: /wide.gif') });
    expect(built.items()[0]).toMatchObject({
      image: 'https://site.example/lead.gif',
      banner_image: 'https://site.example/wide.gif',
    });
  });
});
