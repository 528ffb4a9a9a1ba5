/** Language tags (BCP 47), as people write them. */

/**
 * In its usual case: `en_US`, as some write it, is `en-US`. Only tags whose language has two or three letters.
 * @returns undefined for anything else, `english` for one
 */
export function toLanguageTag(text: string): string | undefined {
  const [, language = '', rest = ''] = /^([a-z]{2,3})((?:[-_][a-z0-9]{1,8})*)$/i.exec(text.trim()) ?? [];
  if (language === '') return undefined;
  const parts = rest.split(/[-_]/).slice(1);
  // Not `Intl.getCanonicalLocales`, which knows more with every version of ICU: not the same bytes everywhere.
  const small = language.toLowerCase();
  return [replaced.get(small) ?? small, ...parts.map(inUsualCase)].join('-');
}

/** Codes that ISO 639 replaced in 1989, and old software still writes: Hebrew, Indonesian, Yiddish. */
const replaced: ReadonlyMap<string, string> = new Map([
  ['iw', 'he'],
  ['in', 'id'],
  ['ji', 'yi'],
]);

/** Scripts like `Hans`, regions like `US`, the rest in small letters. */
function inUsualCase(part: string): string {
  if (part.length === 4 && /^[a-z]+$/i.test(part)) return part.charAt(0).toUpperCase() + part.slice(1).toLowerCase();
  return part.length === 2 ? part.toUpperCase() : part.toLowerCase();
}

/** Which way the text of a language runs: its tag's script tells, else what the language is mostly written in. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  const [language = '', ...parts] = tag.split('-');
  const script = parts.find((part) => part.length === 4 && /^[a-z]+$/i.test(part));
  const isLeftward =
    script === undefined ? leftwardLanguages.has(language.toLowerCase()) : leftwardScripts.has(script.toLowerCase());
  return isLeftward ? 'rtl' : 'ltr';
}

const leftwardScripts: ReadonlySet<string> = new Set(
  'adlm arab aran hebr mand mend nkoo rohg samr syrc thaa yezi'.split(' '),
);

/** By the likely scripts of CLDR. Not `Intl.Locale`, whose answer depends on the version of Node. */
const leftwardLanguages: ReadonlySet<string> = new Set(
  (
    'ar arc ars arz ary ajp apc acm aeb azb bal bqi ckb dv fa glk he iw khw ks lki lrc mzn nqo pnb ps rhg ' +
    'sd sdh skr sam syr ug ur uzs yi ji'
  ).split(' '),
);
