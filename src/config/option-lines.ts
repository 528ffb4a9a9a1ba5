/** Finds the lines in which a config file, JSON or a module, sets its options: by the path of their names. */

export type LineOf = (option: string) => number | undefined;

/**
 * A text of several objects may set an option in more than one place: none is told then, since it could be the wrong one.
 * @param prefix path of the options within the file, with a dot behind it: `feedwright.` in package.json
 * @returns the line of an option, or of what it is a part of
 */
export function findOptionLines(source: string, prefix = ''): LineOf {
  const lines = new Map<string, number | undefined>();
  readPlaces(tokensOf(source), (path, index) => {
    lines.set(path, lines.has(path) ? undefined : source.slice(0, index).split('\n').length);
  });
  return (option) => {
    for (let path = option; path !== ''; path = above(path))
      if (lines.has(prefix + path)) return lines.get(prefix + path);
    return undefined;
  };
}

const above = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('.'), path.lastIndexOf('[')));

interface Token {
  readonly text: string;
  readonly index: number;
  /** Of a word or a text, which may name an option. */
  readonly name?: string;
}

/** Comments and space, texts, words and numbers; everything else is one mark. */
const token =
  /(?<passed>\s+|\/\/.*|\/\*[^]*?\*\/)|(?<quoted>"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'|`(?:[^`\\]|\\[^])*`)|(?<word>[\w$\u0080-\uFFFF]+)|[^]/y;
/** A pattern may hold any mark, and stands where a value may. */
const pattern = /\/(?![/*])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
const beforeValue = /^(?:[(,=:[!&|?{;+>]|return)$/;

function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let index = 0; index < source.length;) {
    const mayBePattern = beforeValue.test(tokens.at(-1)?.text ?? '=');
    const found = (mayBePattern ? matchAt(pattern, source, index) : null) ?? matchAt(token, source, index);
    const [text = ''] = found ?? [];
    const { passed, quoted, word } = found?.groups ?? {};
    const name = word ?? quoted?.slice(1, -1);
    if (passed === undefined) tokens.push({ text, index, ...(name === undefined ? {} : { name }) });
    index += text.length;
  }
  return tokens;
}

function matchAt(expression: RegExp, source: string, index: number): RegExpExecArray | null {
  expression.lastIndex = index;
  return expression.exec(source);
}

const isOpening = (text: string) => text === '{' || text === '[' || text === '(';
const isClosing = (text: string) => text === '}' || text === ']' || text === ')';

/** Every object that is no part of another may be the options. What functions do is passed over. */
function readPlaces(tokens: readonly Token[], note: (path: string, index: number) => void): void {
  let at = 0;
  const textAt = (place: number) => tokens[place]?.text ?? '';
  while (at < tokens.length) {
    if (textAt(at) === '{') readObject('');
    else at++;
  }

  /** @param path of the object, with a dot behind it */
  function readObject(path: string): void {
    at++;
    while (at < tokens.length && !isClosing(textAt(at))) {
      const { name, index = 0 } = tokens[at] ?? {};
      const next = textAt(at + 1);
      if (name !== undefined && [':', ',', '(', '}'].includes(next)) {
        note(path + name, index);
        at += next === ':' ? 2 : 1;
        if (next === ':') readValue(path + name);
      }
      passOver();
      if (textAt(at) === ',') at++;
    }
    at++;
  }

  function readList(path: string): void {
    at++;
    for (let count = 0; at < tokens.length && !isClosing(textAt(at)); count++) {
      note(`${path}[${count}]`, tokens[at]?.index ?? 0);
      readValue(`${path}[${count}]`);
      passOver();
      if (textAt(at) === ',') at++;
    }
    at++;
  }

  function readValue(path: string): void {
    if (textAt(at) === '{') readObject(`${path}.`);
    else if (textAt(at) === '[') readList(path);
  }

  /** Up to the end of what is named or listed. */
  function passOver(): void {
    let depth = 0;
    for (; at < tokens.length; at++) {
      const text = textAt(at);
      if (depth === 0 && (text === ',' || isClosing(text))) return;
      if (isOpening(text)) depth++;
      else if (isClosing(text)) depth--;
    }
  }
}
