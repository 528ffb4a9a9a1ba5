import { expect, test } from 'vitest';
import { runOnce, type Coordination } from '../../src/schedule/replicas.js';
import { fakeTime } from './fake-time.js';

/** What replicas share, where a test says what is answered; and all that was asked. */
function shared(answers: readonly ('mine' | 'held' | 'done' | Error)[]) {
  const asked: string[] = [];
  const left = [...answers];
  const coordination: Coordination = {
    claim: async (occasion) => {
      asked.push(`claim ${occasion}`);
      const answer = left.shift() ?? 'done';
      if (answer instanceof Error) throw answer;
      return answer;
    },
    renew: async () => void asked.push('renew'),
    release: async (done) => void asked.push(`release ${done ?? 'undone'}`),
    close: async () => {},
  };
  return { coordination, asked };
}

function replica(answers: Parameters<typeof shared>[0]) {
  const time = fakeTime(0);
  const stopping = new AbortController();
  const { coordination, asked } = shared(answers);
  const errors: unknown[] = [];
  const options = {
    coordination,
    timers: time.timers,
    stop: stopping.signal,
    lease: 30_000,
    unreachable: (error: unknown) => void errors.push(error),
  };
  return { time, stop: () => stopping.abort(), asked, errors, options };
}

test('a replica that waits asks again, and does nothing once another has run', async () => {
  const { time, asked, options } = replica(['held', 'held', 'done']);
  const result = runOnce(7, () => Promise.reject(new Error('runs')), options);
  void time.goTo(6000);
  expect([await result, asked]).toEqual([undefined, ['claim 7', 'claim 7', 'claim 7']]);
});

test('a lease is renewed as long as a run takes', async () => {
  const { time, asked, options } = replica(['mine']);
  let end = () => {};
  const run = () =>
    new Promise<{ ok: boolean }>((resolve) => {
      end = () => resolve({ ok: true });
    });
  const result = runOnce(7, run, options);
  await time.goTo(25_000);
  end();
  expect(await result).toEqual({ ok: true });
  expect(asked).toEqual(['claim 7', 'renew', 'renew', 'release 7']);
});

test('a run that fails or throws is left for another', async () => {
  const failing = replica(['mine']);
  expect(await runOnce(7, async () => ({ ok: false }), failing.options)).toEqual({ ok: false });
  expect(failing.asked.at(-1)).toBe('release undone');
  const breaking = replica(['mine']);
  await expect(runOnce(7, () => Promise.reject(new Error('broken')), breaking.options)).rejects.toThrow('broken');
  expect(breaking.asked.at(-1)).toBe('release undone');
});

test('a replica runs on its own when nobody can be asked, and says so', async () => {
  const { asked, errors, options } = replica([new Error('refused')]);
  expect(await runOnce(7, async () => ({ ok: true }), options)).toEqual({ ok: true });
  expect([asked, errors]).toEqual([['claim 7'], [new Error('refused')]]);
});

test('a replica that is told to end while it waits runs nothing', async () => {
  const { time, stop, options } = replica(['held', 'mine']);
  const result = runOnce(7, () => Promise.reject(new Error('runs')), options);
  await time.waiting();
  stop();
  expect(await result).toBeUndefined();
});
