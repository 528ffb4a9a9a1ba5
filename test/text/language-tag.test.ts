import { describe, expect, test } from 'vitest';
import { directionOf } from '../../src/text/language-tag.js';

describe('the direction of a language', () => {
  test.each([
    'ar',
    'ar-EG',
    'AR',
    'he',
    'iw',
    'fa-IR',
    'ur',
    'yi',
    'ckb',
    'dv',
    'ug',
    'ps',
    'az-Arab',
    'pa-Arab-PK',
    'ff-adlm',
  ])('is from right to left for %s', (tag) => expect(directionOf(tag)).toBe('rtl'));

  test.each(['en', 'de-CH', 'ja', 'az', 'ar-Latn', 'ur-Deva', 'yi-Latn-US', 'zh-Hant', 'ku', ''])(
    'is from left to right for %j',
    (tag) => expect(directionOf(tag)).toBe('ltr'),
  );
});
