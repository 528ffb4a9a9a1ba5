import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { openMetrics } from '../../src/health/metrics.js';
import { openHealthServer, type HealthServer } from '../../src/health/server.js';
import type { Status } from '../../src/health/status.js';

const now = Date.UTC(2026, 10, 26, 12);
const clock = { now: () => now, elapsed: () => 0 };
const fresh: Status = { started: now - 5000, runs: { succeeded: 0, failed: 0, elsewhere: 0 }, failures: 0 };

let server: HealthServer | undefined;
afterEach(() => server?.close());

async function serve(status: Status) {
  server = await openHealthServer({
    port: 0,
    host: '127.0.0.1',
    status: () => status,
    metrics: openMetrics('1.2.3'),
    clock,
  });
  const { address } = server;
  return (page: string, init?: RequestInit) => fetch(address + page, init);
}

describe('the health server', () => {
  test('answers in the format of Prometheus', async () => {
    const get = await serve({
      ...fresh,
      runs: { succeeded: 7, failed: 2, elsewhere: 1 },
      lastSuccess: now - 1000,
      duration: 250,
      articles: 12,
      feeds: 3,
      problems: { error: 1, warning: 4 },
      next: now + 60_000,
    });
    const response = await get('metrics');
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const lines = (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines.toSorted()).toEqual(
      [
        'feedwright_articles 12',
        'feedwright_consecutive_failures 0',
        'feedwright_feeds 3',
        'feedwright_info{version="1.2.3"} 1',
        `feedwright_last_run_duration_seconds 0.25`,
        `feedwright_last_success_timestamp_seconds ${now / 1000 - 1}`,
        `feedwright_next_run_timestamp_seconds ${now / 1000 + 60}`,
        'feedwright_problems{severity="error"} 1',
        'feedwright_problems{severity="warning"} 4',
        'feedwright_running 0',
        'feedwright_runs_total{outcome="elsewhere"} 1',
        'feedwright_runs_total{outcome="failed"} 2',
        'feedwright_runs_total{outcome="succeeded"} 7',
        `feedwright_start_timestamp_seconds ${now / 1000 - 5}`,
      ].toSorted(),
    );
  });

  test.each([
    [fresh, 'healthz', 200],
    [fresh, 'readyz', 503],
    [{ ...fresh, lastSuccess: now }, 'readyz', 200],
    [{ ...fresh, running: now - 29 * 60_000 }, 'healthz', 200],
    [{ ...fresh, running: now - 31 * 60_000 }, 'healthz', 503],
    [fresh, '', 404],
    [fresh, '../../etc/passwd', 404],
    [fresh, 'healthz?a=b', 200],
  ])('%# answers at %s', async (status, page, code) => {
    expect((await (await serve(status))(page)).status).toBe(code);
  });

  test('answers HEAD without a body, and refuses to be written to', async () => {
    const get = await serve(fresh);
    const head = await get('healthz', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const post = await get('healthz', { method: 'POST' });
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  test('closes although somebody holds a connection', async () => {
    await serve(fresh);
    const socket = connect(Number(new URL(server?.address ?? '').port), '127.0.0.1');
    await once(socket, 'connect');
    socket.on('error', () => {});
    const closed = once(socket, 'close');
    await server?.close();
    await closed;
    server = undefined;
  });

  test('says which port is taken, and what to do', async () => {
    await serve(fresh);
    const port = Number(new URL(server?.address ?? '').port);
    const again = { port, host: '127.0.0.1', status: () => fresh, metrics: openMetrics('1.2.3'), clock };
    await expect(openHealthServer(again)).rejects.toMatchObject({ problems: [{ code: 'health-unavailable' }] });
  });
});
