import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { BINARY, PROJECT_ROOT } from './binary';

const START_DEADLINE_MS = 60_000;
const STOP_DEADLINE_MS = 40_000;
const PROBE_EVERY_MS = 50;
const LOG_TAIL_LINES = 40;

/** A port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** A running `floodgate serve`. */
export class Server {
  private constructor(
    private readonly child: ChildProcess,
    private readonly log: string,
  ) {}

  /** Starts it with all it says going to the file `log`, and waits until the ops listener calls it ready. */
  static async start(env: NodeJS.ProcessEnv, log: string): Promise<Server> {
    const output = openSync(log, 'a');
    const child = spawn(BINARY, ['serve'], { cwd: PROJECT_ROOT, env, stdio: ['ignore', output, output] });
    closeSync(output);
    await once(child, 'spawn');
    const server = new Server(child, log);
    try {
      await server.ready(`http://${env.FLOODGATE_OPS_ADDR}/readyz`);
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
    return server;
  }

  private async ready(probe: string): Promise<void> {
    const deadline = Date.now() + START_DEADLINE_MS;
    while (Date.now() < deadline) {
      if (this.child.exitCode !== null) throw this.complaint(`exited with ${this.child.exitCode} while starting`);
      const answer = await fetch(probe).catch(() => undefined);
      if (answer?.ok) return;
      await delay(PROBE_EVERY_MS);
    }
    throw this.complaint('was not ready in time');
  }

  /** Stops it as a supervisor would. It has to drain and exit with 0. */
  async stop(): Promise<void> {
    const { child } = this;
    if (child.exitCode !== null || child.signalCode !== null) {
      throw this.complaint(`ended on its own with ${child.exitCode ?? child.signalCode}`);
    }
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const killer = setTimeout(() => child.kill('SIGKILL'), STOP_DEADLINE_MS);
    await ended;
    clearTimeout(killer);
    if (child.exitCode !== 0) throw this.complaint(`answered SIGTERM with ${child.exitCode ?? child.signalCode}`);
  }

  private complaint(what: string): Error {
    const tail = readFileSync(this.log, 'utf8').split('\n').slice(-LOG_TAIL_LINES).join('\n');
    return new Error(`The shop ${what}. The end of its log:\n${tail}`);
  }
}
