/** Front matter as text: adds and fills in fields without touching the order, comments and style of the others. */
import type { Language } from '../front-matter/parse.js';

export interface Style {
  readonly language: Language;
  /** Line ending of the file. */
  readonly eol: string;
  /** Whether JSON stands in braces, as it does everywhere but with Hexo. */
  readonly braces: boolean;
}

export function withFields(block: string, style: Style, added: Readonly<Record<string, string>>): string {
  return Object.entries(added).reduce((text, [name, value]) => withField(text, style, name, value), block);
}

function withField(block: string, style: Style, name: string, value: string): string {
  return filledIn(block, style, name, value) ?? appended(block, style, name, value);
}

/** Puts the value where the field stands empty; a comment behind it stays. */
function filledIn(block: string, { language }: Style, name: string, value: string): string | undefined {
  const key = name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const empty = String.raw`(?:""|''|null|~)?`;
  const patterns: Readonly<Record<Language, RegExp>> = {
    yaml: new RegExp(`^(${key}[ \\t]*:)[ \\t]*${empty}[ \\t]*(?=\\r?$|[ \\t]#)`, 'm'),
    toml: new RegExp(`^(${key}[ \\t]*=)[ \\t]*(?:""|'')`, 'm'),
    json: new RegExp(`("${key}"\\s*:)\\s*(?:""|null)`),
  };
  const pattern = patterns[language];
  return pattern.test(block)
    ? block.replace(pattern, (_, start: string) => `${start} ${literal(value, language)}`)
    : undefined;
}

function appended(block: string, style: Style, name: string, value: string): string {
  const { language, eol } = style;
  if (language === 'json') return appendedToJson(block, style, `"${name}": ${JSON.stringify(value)}`);
  const line = language === 'yaml' ? `${name}: ${literal(value, language)}` : `${name} = ${literal(value, language)}`;
  // In TOML, what follows a table's header belongs to the table.
  const table = language === 'toml' ? block.search(/^[ \t]*\[/m) : -1;
  const at = table < 0 ? block.length : table;
  const head = block.slice(0, at);
  return `${head}${head === '' || head.endsWith('\n') ? '' : eol}${line}${eol}${block.slice(at)}`;
}

function appendedToJson(block: string, { eol, braces }: Style, member: string): string {
  const end = braces ? block.lastIndexOf('}') : block.length;
  const head = block.slice(0, end).trimEnd();
  const isFirst = head === '{' || head === '';
  const comma = isFirst || head.endsWith(',') ? '' : ',';
  const indent = /\n([ \t]+)"/.exec(block)?.[1] ?? (block.includes('\n') && !isFirst ? '' : '  ');
  return `${head}${comma}${head === '' ? '' : eol}${indent}${member}${eol}${block.slice(end)}`;
}

/** A text as a value: bare where that is safe and usual, else in double quotes, whose escapes all three share. */
function literal(value: string, language: Language): string {
  const isInstant = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d))?$/.test(value);
  if (isInstant && language !== 'json') return value;
  const isBare =
    /^(?!(?:true|false|null|yes|no|on|off|y|n|~)$)[\p{L}][^\n"'#:{}[\],&*!|>%@`\\]*[^\s"'#:{}[\],&*!|>%@`\\]$/iu.test(
      value,
    );
  const isUrn = /^urn:uuid:[0-9a-f-]+$/.test(value);
  if (language === 'yaml' && (isBare || isUrn)) return value;
  return JSON.stringify(value);
}
