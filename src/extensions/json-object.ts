/** What an extension's function returned, as an object of JSON: nothing that JSON would drop or change without a word. */
import { shown } from '../problem.js';
import { isObject, isPromise } from '../untyped.js';
import { Unfit } from './unfit.js';

const deepest = 20;

/** @throws Unfit for what is neither such an object nor nothing */
export function toJsonObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isPlain(value)) throw new Unfit(`it returns ${shown(value)}, which is no object of JSON`);
  return objectOf(value, 0);
}

function objectOf(value: Readonly<Record<string, unknown>>, depth: number): Readonly<Record<string, unknown>> {
  if (depth > deepest) throw new Unfit(`it returns objects more than ${deepest} deep`);
  const stated = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(stated.map(([key, item]) => [key, toJson(item, depth + 1)]));
}

function toJson(value: unknown, depth: number): unknown {
  if (value === null || ['string', 'boolean'].includes(typeof value)) return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (Array.isArray(value) && depth <= deepest) return value.map((item: unknown) => toJson(item, depth + 1));
  if (isPlain(value)) return objectOf(value, depth);
  throw new Unfit(`it returns ${shown(value)} in its object, which is no value of JSON`);
}

/** A date, a map or a promise is an object, too. */
function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    isObject(value) &&
    !isPromise(value) &&
    [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null)
  );
}
