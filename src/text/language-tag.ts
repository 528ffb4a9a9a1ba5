/** Language tags (BCP 47), as people write them. */

/**
 * In its usual case: `en_US`, as some write it, is `en-US`. Only tags whose language has two or three letters.
 * @returns undefined for anything else, `english` and `jp` for two
 */
export function toLanguageTag(text: string): string | undefined {
  const [, language = '', rest = ''] = /^([a-z]{2,3})((?:[-_][a-z0-9]{1,8})*)$/i.exec(text.trim()) ?? [];
  if (language === '') return undefined;
  const parts = rest.split(/[-_]/).slice(1);
  if (language.length === 2 && !codes.has(language.toLowerCase())) return undefined;
  // Not `Intl.getCanonicalLocales`, which knows more with every version of ICU: not the same bytes everywhere.
  const small = language.toLowerCase();
  return [replaced.get(small) ?? small, ...parts.map(inUsualCase)].join('-');
}

/**
 * The codes of two letters (ISO 639-1), those replaced among them. Of others, readers make nothing, and the W3C
 * validator an error: `jp` and `cn` are countries.
 */
const codes: ReadonlySet<string> = new Set(
  (
    'aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el ' +
    'en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik in io is it ' +
    'iu iw ja ji jv jw ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo ' +
    'mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh ' +
    'si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh ' +
    'yi yo za zh zu'
  ).split(' '),
);

/** Codes of countries, by the one language that who writes them means. */
const languageOfCountry: Readonly<Record<string, string>> = {
  at: 'de', cn: 'zh', cz: 'cs', dk: 'da', gb: 'en', gr: 'el', jp: 'ja', pk: 'ur', rs: 'sr', ua: 'uk',
  us: 'en', vn: 'vi',
}; // prettier-ignore

/** What is expected of a language, with what was probably meant. */
export function expectedLanguage(written: unknown): string {
  const [code = ''] = String(written).trim().toLowerCase().split(/[-_]/);
  const meant = Object.hasOwn(languageOfCountry, code) ? languageOfCountry[code] : undefined;
  return `a language tag like en or pt-BR${meant === undefined ? '' : `; ${code} is a country, whose language is ${meant}`}`;
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
