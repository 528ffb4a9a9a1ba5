/** Channels for tests of what people see: a magazine in English, and feeds of it in other languages. */
import type { Channel, ChannelKind } from '../../src/channel.js';
import type { Entry } from '../../src/model.js';
import type { Site } from '../../src/present/site.js';

export const site: Site = {
  title: 'The Harbour Almanac',
  description: 'Tides, boats and the people who mend them.',
  url: 'https://almanac.example/',
  language: 'en',
};

const noon = Date.UTC(2026, 9, 20, 12);
const day = 86_400_000;

export function entry(number: number, fields: Partial<Entry> = {}): Entry {
  return {
    file: `posts/${number}.md`,
    id: `tag:almanac.example,2026:/${number}`,
    url: `https://almanac.example/${number}/`,
    title: `Article ${number}`,
    published: noon - number * day,
    tags: [],
    categories: [],
    authors: [{ name: 'Ann Example' }],
    enclosures: [],
    summary: `What article ${number} is about, in a sentence.`,
    html: `<p>Article ${number}.</p>`,
    shortHtml: `<p>Article ${number}.</p>`,
    firstWords: `Article ${number}`,
    ...fields,
  };
}

/** @param base where the feeds are served */
export function channel(fields: Partial<Channel> = {}, base = 'https://almanac.example/'): Channel {
  const { folder = '' } = fields;
  const path = base + folder.split('/').map(encodeURIComponent).join('/');
  return {
    kind: 'site',
    name: '',
    tombstones: [],
    extensions: [],
    folder,
    id: path,
    title: site.title,
    siteTitle: site.title,
    description: site.description,
    url: 'https://almanac.example/',
    language: 'en',
    hubs: [],
    updated: noon,
    addresses: { rss: `${path}rss.xml`, atom: `${path}atom.xml`, json: `${path}feed.json` },
    paging: { part: 'live' },
    entries: english,
    ...fields,
  };
}

const english: readonly Entry[] = [
  entry(0, {
    title: 'How to read a tide table without a teacher',
    summary:
      'A tide table looks like a railway timetable for water. It is one, and once you know which three columns matter you can plan a whole week of sailing from a single page.',
  }),
  entry(1, {
    title: 'AT&T <script> & other "names" of boats',
    authors: [{ name: 'Ann Example' }, { name: 'Bo Sailor' }],
  }),
  entry(2, {
    title: undefined,
    summary: 'Fog until noon, then sun. Two porpoises by the breakwater.',
    firstWords: 'Fog until noon, then sun.',
  }),
  entry(3, {
    title: 'عن المدّ والجزر',
    language: 'ar',
    summary: 'لماذا يرتفع البحر مرتين في اليوم، وكيف تقرأ الجدول (بالتوقيت المحلي).',
    authors: [{ name: 'ليلى البحّارة' }],
  }),
  entry(4, {
    title: 'Averyveryverylongwordwithoutanyspacethatnobodywouldeverwritebutsomebodywilldosoanyway',
    authors: [],
  }),
  ...Array.from({ length: 9 }, (_, index) => entry(index + 5)),
];

const arabic: readonly Entry[] = [
  entry(0, {
    title: 'كيف تقرأ جدول المدّ والجزر دون معلّم',
    summary: 'يشبه جدول المدّ والجزر مواعيد القطارات، لكنه للماء. تكفي ثلاثة أعمدة لتخطيط أسبوع كامل من الإبحار.',
    authors: [{ name: 'ليلى البحّارة' }],
  }),
  entry(1, {
    title: 'What is new in Node 24 (and why)',
    language: 'en',
    summary: 'An English article, in an Arabic feed.',
  }),
  entry(2, {
    title: 'دليل إلى CSS و HTML للبحّارة',
    summary: 'نصّ يخلط بين اللغتين: ‎C++‎ و JavaScript.',
    authors: [{ name: 'Ann Example' }, { name: 'ليلى البحّارة' }],
  }),
];

const of = (kind: ChannelKind, name: string, folder: string, fields: Partial<Channel> = {}): Partial<Channel> => ({
  kind,
  name,
  folder,
  title: `${site.title}: ${name}`,
  description: `${name} – ${site.title}`,
  url: `https://almanac.example/${folder}`,
  entries: english.slice(5, 8),
  ...fields,
});

export const arabicChannel = of('language', 'ar', 'languages/ar/', {
  title: 'تقويم الميناء',
  description: 'المدّ والجزر والقوارب ومن يصلحها.',
  language: 'ar',
  entries: arabic,
});

/** All feeds of the magazine, as served at an address. */
export function channels(base?: string): readonly Channel[] {
  return [
    {},
    of('own', 'long-reads', 'long-reads/', { title: 'Long reads', description: 'One long article a month.' }),
    of('tag', 'boats', 'tags/boats/'),
    of('tag', 'C++', 'tags/c++/'),
    of('tag', 'naïve #1: a/b?', 'tags/naïve #1: b?/'),
    of('tag', '日本語', 'tags/日本語/', {
      language: 'ja',
      entries: [entry(1, { title: '潮の満ち引きを読む', summary: '潮汐表は、水のための時刻表です。' })],
    }),
    of('author', 'Ann Example', 'authors/ann-example/'),
    of('author', 'ليلى البحّارة', 'authors/ليلى-البحّارة/'),
    arabicChannel,
    of('language', 'de', 'languages/de/', {
      title: 'Hafenkalender',
      description: 'Gezeiten, Boote und wer sie flickt.',
      language: 'de',
    }),
    of('language', 'fa', 'languages/fa/', {
      title: 'تقویم بندر',
      description: 'جزر و مد و قایق‌ها.',
      language: 'fa',
      entries: [],
    }),
  ].map((fields) => channel(fields, base));
}
