/** Where a text stops being JSON, and what should stand there: engines say it each in their own words, and not always where. */

export interface JsonFault {
  /** Of the first character that does not fit. */
  readonly index: number;
  readonly reason: string;
}

type Expected = 'value' | 'value or ]' | 'name' | 'name or }' | 'colon' | 'next' | 'end';

const space = /[ \t\n\r]*/y;
const token =
  /"(?:[^"\\\0-\x1f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)\b|[{}[\],:]/y;

/** @returns undefined when the text is JSON */
export function findJsonFault(text: string): JsonFault | undefined {
  const open: string[] = [];
  let expected: Expected = 'value';
  let index = 0;
  for (;;) {
    index += matchAt(space, text, index).length;
    if (index === text.length && expected === 'end') return undefined;
    const found = matchAt(token, text, index);
    const next: Expected | undefined = found === '' ? undefined : follow(expected, found, open);
    if (next === undefined) return { index, reason: reasonOf(text, index, expected, open) };
    expected = next;
    index += found.length;
  }
}

function matchAt(pattern: RegExp, text: string, index: number): string {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0] ?? '';
}

/** @param open brackets that are not closed yet @returns undefined when the token does not fit */
function follow(expected: Expected, found: string, open: string[]): Expected | undefined {
  const after = (): Expected => (open.length === 0 ? 'end' : 'next');
  const isClosing = found === (open.at(-1) === '{' ? '}' : ']');
  if (isClosing && ['value or ]', 'name or }', 'next'].includes(expected)) {
    open.pop();
    return after();
  }
  switch (expected) {
    case 'value':
    case 'value or ]':
      if ('{['.includes(found)) {
        open.push(found);
        return found === '{' ? 'name or }' : 'value or ]';
      }
      return '}],:'.includes(found) ? undefined : after();
    case 'name':
    case 'name or }':
      return found.startsWith('"') ? 'colon' : undefined;
    case 'colon':
      return found === ':' ? 'value' : undefined;
    case 'next':
      return found === ',' ? (open.at(-1) === '{' ? 'name' : 'value') : undefined;
    case 'end':
      return undefined;
  }
}

function reasonOf(text: string, index: number, expected: Expected, open: readonly string[]): string {
  // A whole text, a word, or one character.
  const [word = ''] = /^(?:"[^"\\\n]*"|[\w.$-]+|[^]?)/u.exec(text.slice(index, index + 40)) ?? [];
  const found = word === '' ? 'the file ends' : `${word === '"' ? 'a broken text' : word} stands`;
  const wanted = {
    value: 'a value should',
    'value or ]': 'a value or ] should',
    name: 'a name in double quotes should',
    'name or }': 'a name in double quotes or } should',
    colon: 'a colon should',
    next: `a comma or ${open.at(-1) === '{' ? '}' : ']'} should`,
    end: 'the file should end',
  }[expected];
  return `${found} where ${wanted}`;
}
