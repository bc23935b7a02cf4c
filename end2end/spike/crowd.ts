import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { PROJECT_ROOT } from '../shop/binary';
import { readRun, type Run } from './run';

const GENERATOR = path.join(PROJECT_ROOT, 'target/release/load');
/** Where the generator writes what became of everyone. */
const REPORT = path.join(PROJECT_ROOT, 'target/bench/run-spike.json');
/** Visits a second before and after; twenty times that in between. More than two cores can serve. */
const USUAL = 300;
const SECONDS = 150;

/** The load generator's spike: a third of its time as usual, a third at twenty times that, a third as usual. */
export class Crowd {
  private said = '';

  private constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (text) => (this.said += text));
    child.stderr?.on('data', (text) => (this.said += text));
  }

  static async sendTo(url: string): Promise<Crowd> {
    // What is there afterwards is of this crowd.
    rmSync(REPORT, { force: true });
    const args = ['run', 'spike', '--url', url, '--rate', `${USUAL}`, '--seconds', `${SECONDS}`];
    const options = { cwd: PROJECT_ROOT, stdio: ['ignore', 'pipe', 'pipe'] as ('ignore' | 'pipe')[] };
    const child = spawn(GENERATOR, args, options);
    await once(child, 'spawn');
    return new Crowd(child);
  }

  /** Waits for the end. The exit code says whether nothing was wrong, the words what was. */
  async gone(): Promise<{ code: number | null; words: string }> {
    if (this.child.exitCode === null) await once(this.child, 'exit');
    return { code: this.child.exitCode, words: this.said };
  }

  /** What became of everyone, once they are gone. */
  run(): Run {
    return readRun(REPORT);
  }

  dismiss(): void {
    this.child.kill();
  }
}
