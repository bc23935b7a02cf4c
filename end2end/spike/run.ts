import { readFileSync } from 'node:fs';

/** A phase of the crowd's visit, as the load generator tells it. */
export interface Phase {
  seconds: number;
  bought_per_second: number;
}

/** Before, the crowd, and after; and every second from the begin on. */
export interface Run {
  phases: [Phase, Phase, Phase];
  timeline: { refused: number }[];
}

export function readRun(file: string): Run {
  return JSON.parse(readFileSync(file, 'utf8')) as Run;
}

/** Visits that were refused in each second after the crowd, leaving out the first `grace` seconds. */
export function refusedAfter({ phases: [before, crowd], timeline }: Run, grace: number): number[] {
  return timeline.slice(Math.ceil(before.seconds + crowd.seconds) + grace).map(({ refused }) => refused);
}
