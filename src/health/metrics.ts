/** The state of a schedule as Prometheus reads it. */
import { Counter, Gauge, Registry } from 'prom-client';
import type { Status } from './status.js';

export interface Metrics {
  readonly type: string;
  readonly text: (status: Status) => Promise<string>;
}

export function openMetrics(version: string): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const gauge = (name: string, help: string) => new Gauge({ name: `feedwright_${name}`, help, registers });
  new Gauge({ name: 'feedwright_info', help: 'The version that runs.', labelNames: ['version'], registers }).set(
    { version },
    1,
  );
  const runs = new Counter({
    name: 'feedwright_runs_total',
    help: 'Runs, by how they ended; elsewhere: another replica did it.',
    labelNames: ['outcome'],
    registers,
  });
  const problems = new Gauge({
    name: 'feedwright_problems',
    help: 'Problems of the last run.',
    labelNames: ['severity'],
    registers,
  });
  const gauges = {
    started: gauge('start_timestamp_seconds', 'When the schedule began.'),
    success: gauge('last_success_timestamp_seconds', 'When the last run that succeeded ended; 0: none yet.'),
    duration: gauge('last_run_duration_seconds', 'How long the last run took.'),
    failures: gauge('consecutive_failures', 'Runs that failed since the last that did not.'),
    articles: gauge('articles', 'Articles that are published.'),
    feeds: gauge('feeds', 'Documents that are published.'),
    next: gauge('next_run_timestamp_seconds', 'When the expression asks for the next run.'),
    running: gauge('running', 'Whether a run is at work.'),
  };
  return {
    type: registry.contentType,
    text: async (status) => {
      gauges.started.set(status.started / 1000);
      gauges.success.set((status.lastSuccess ?? 0) / 1000);
      gauges.duration.set((status.duration ?? 0) / 1000);
      gauges.failures.set(status.failures);
      gauges.articles.set(status.articles ?? 0);
      gauges.feeds.set(status.feeds ?? 0);
      gauges.next.set((status.next ?? 0) / 1000);
      gauges.running.set(status.running === undefined ? 0 : 1);
      runs.reset();
      for (const outcome of ['succeeded', 'failed', 'elsewhere'] as const) runs.inc({ outcome }, status.runs[outcome]);
      for (const severity of ['error', 'warning'] as const)
        problems.set({ severity }, status.problems?.[severity] ?? 0);
      return registry.metrics();
    },
  };
}
