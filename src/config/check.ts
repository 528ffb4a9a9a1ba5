/** What options must be, and what is wrong with those that are not. */
import { nearestName } from '../order.js';
import { problem, shown, type Problem } from '../problem.js';
import { isObject } from '../untyped.js';

/** What a value must be, in words and as a test. */
export interface Check {
  readonly expected: string;
  readonly test: (value: unknown) => boolean;
}
export type Shape = { readonly [option: string]: Expected };
/** A test, a shape of more options, or what depends on the value: `true` or an object with options. */
export type Expected = Check | Shape | ((value: unknown) => Check | Shape);

export const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
export const isTextList = (value: unknown) => Array.isArray(value) && value.every(isText);
export const text: Check = { expected: 'a text', test: isText };
export const texts: Check = { expected: 'a list of texts', test: isTextList };
export const count: Check = {
  expected: 'a whole number from 1',
  test: (value) => Number.isSafeInteger(value) && Number(value) >= 1,
};
/** Whether a relative path stays below the folder it starts from. */
export function isInside(path: string): boolean {
  return !/^([/\\]|[a-z]:)/i.test(path) && !path.split(/[/\\]/).includes('..');
}

/** Whether a text holds no other placeholders, like `{name}`, than these: nothing would take the place of others. */
export function hasOnly(value: unknown, placeholders: readonly string[]): boolean {
  // Formulas and styles have braces too, but not behind a space.
  const found = [...String(value).matchAll(/(?<![\w{}^_$\\])\{([a-z]+)\}/gi)];
  return found.every(([, name = '']) => placeholders.includes(name));
}

export type Locate = (option: string) => {
  option: string;
  place: { file?: string | undefined; line?: number | undefined };
};

/** @param within path of the options, with a dot behind it @param whole all that there are, where else one may belong */
export function checkOptions(
  options: unknown,
  expected: Shape,
  locate: Locate,
  within = '',
  whole: Shape = expected,
): readonly Problem[] {
  if (!isObject(options)) {
    const { option, place } = locate(within === '' ? 'the configuration' : within.slice(0, -1));
    return [
      problem('option-invalid', place, {
        option,
        value: shown(options),
        expected: `an object with ${Object.keys(expected).join(', ')}`,
      }),
    ];
  }
  return Object.entries(options).flatMap(([name, value]) => {
    const stated = Object.hasOwn(expected, name) ? expected[name] : undefined;
    const check = typeof stated === 'function' ? stated(value) : stated;
    // Looked up where something is wrong alone.
    const at = () => locate(within + name);
    if (check === undefined) {
      const { option, place } = at();
      const known = Object.keys(expected);
      const nearest = findOption(name, whole) ?? nearestName(name, known);
      return [problem('option-unknown', place, { option, nearest, known })];
    }
    if (value === undefined) return [];
    if (!isCheck(check)) return checkOptions(value, check, locate, `${within}${name}.`, whole);
    if (check.test(value)) return [];
    const { option, place } = at();
    return [problem('option-invalid', place, { option, value: shown(value), expected: check.expected })];
  });
}

/** @returns the path of the first option of that name */
function findOption(name: string, shape: Shape, within = ''): string | undefined {
  if (Object.hasOwn(shape, name)) return within + name;
  for (const [outer, expected] of Object.entries(shape)) {
    const check = typeof expected === 'function' ? expected({}) : expected;
    const found = isCheck(check) ? undefined : findOption(name, check, `${within}${outer}.`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** An option may be called `test`. */
const isCheck = (value: Check | Shape): value is Check => typeof value['expected'] === 'string';

const withoutUndefined = (value: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(value).filter(([, stated]) => stated !== undefined));

/** Whether every option that is stated is known, and right. */
export function matches(value: unknown, shape: Shape): boolean {
  return (
    isObject(value) && checkOptions(withoutUndefined(value), shape, (option) => ({ option, place: {} })).length === 0
  );
}
