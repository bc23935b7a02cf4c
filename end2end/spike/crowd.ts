import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { PROJECT_ROOT } from '../shop/binary';

const GENERATOR = path.join(PROJECT_ROOT, 'target/release/load');
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
    const args = ['run', 'spike', '--url', url, '--rate', `${USUAL}`, '--seconds', `${SECONDS}`];
    const options = { cwd: PROJECT_ROOT, stdio: ['ignore', 'pipe', 'pipe'] as ('ignore' | 'pipe')[] };
    const child = spawn(GENERATOR, args, options);
    await once(child, 'spawn');
    return new Crowd(child);
  }

  /** Waits for the end and answers with what became of everyone. The exit code says whether nothing was wrong. */
  async gone(): Promise<{ code: number | null; report: string }> {
    if (this.child.exitCode === null) await once(this.child, 'exit');
    return { code: this.child.exitCode, report: this.said };
  }

  dismiss(): void {
    this.child.kill();
  }
}
