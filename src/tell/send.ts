/** Sends tidings: some tries each, with growing pauses, and one who is out of reach does not hold up the others. */
import type { Settings } from '../config/options.js';
import type { Tiding } from '../outbox.js';
import { pause } from '../time/timers.js';
import { isPassing, messageFor, refusalIn } from './message.js';
import { atOnce, eachOf, reach, UnreachedError, type World } from './reach.js';
import { addressOf } from './tidings.js';

export interface Delivery {
  readonly tiding: Tiding;
  /** Why it did not arrive, in words. */
  readonly refusal?: string;
}

/** Milliseconds before the second try and the third. */
const pauses = [1_000, 5_000] as const;
/** Bytes. Answers are short, and what is nested deeply would be costly to read. */
const answerLimit = 8_192;

export async function sendTidings(
  tidings: readonly Tiding[],
  settings: Settings,
  world: World,
): Promise<readonly Delivery[]> {
  const receivers = new Map<string, Tiding[]>();
  for (const tiding of tidings) {
    const key = `${tiding.by} ${tiding.to}`;
    receivers.set(key, [...(receivers.get(key) ?? []), tiding]);
  }
  const deliveries = await Promise.all([...receivers.values()].map((list) => sendTo(list, settings, world)));
  return deliveries.flat();
}

/** All of one receiver's. When not one of the first arrives, the rest waits for another run. */
async function sendTo(tidings: readonly Tiding[], settings: Settings, world: World): Promise<readonly Delivery[]> {
  const send = (list: readonly Tiding[]) => eachOf(list, (tiding) => deliver(tiding, settings, world));
  const first = await send(tidings.slice(0, atOnce));
  const rest = tidings.slice(atOnce);
  const [failed] = first;
  if (failed?.refusal === undefined || first.some(({ refusal }) => refusal === undefined))
    return [...first, ...(await send(rest))];
  return [...first, ...rest.map((tiding) => ({ ...failed, tiding }))];
}

async function deliver(tiding: Tiding, settings: Settings, world: World): Promise<Delivery> {
  for (let tries = 0; ; tries++) {
    const { refusal, isFinal } = await send(tiding, settings, world);
    const wait = pauses[tries];
    if (refusal === undefined) return { tiding };
    if (isFinal || wait === undefined || world.signal?.aborted === true) return { tiding, refusal };
    await pause(wait, world.timers, world.signal);
  }
}

async function send(
  { by, to, path }: Tiding,
  settings: Settings,
  world: World,
): Promise<{ readonly refusal: string | undefined; readonly isFinal: boolean }> {
  const { type, body } = messageFor(by, addressOf(path, settings), settings.site);
  try {
    const { status, bytes } = await reach(
      to,
      { method: 'POST', headers: { 'content-type': type }, body },
      answerLimit,
      world,
    );
    const answer = { status, text: new TextDecoder().decode(bytes) };
    return { refusal: refusalIn(by, answer), isFinal: !isPassing(answer) };
  } catch (error) {
    if (!(error instanceof UnreachedError)) throw error;
    return { refusal: error.message, isFinal: error.isFinal };
  }
}
