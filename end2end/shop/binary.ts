import { execFile } from 'node:child_process';
import path from 'node:path';

/** The binary finds its assets in `target/site` under the directory it is started in. */
export const PROJECT_ROOT = path.resolve(__dirname, '../..');

export const BINARY = path.resolve(process.env.FLOODGATE_BIN || path.join(PROJECT_ROOT, 'target/release/floodgate'));

const COMMAND_TIMEOUT_MS = 120_000;

/** Runs one command of the binary and answers with its stdout. Anything but exit code 0 is an error. */
export function floodgate(args: string[], env: NodeJS.ProcessEnv, stdin = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd: PROJECT_ROOT, env, timeout: COMMAND_TIMEOUT_MS, maxBuffer: 16 * 1024 * 1024 };
    const child = execFile(BINARY, args, options, (error, stdout, stderr) => {
      if (error) reject(new Error(`floodgate ${args.join(' ')}: ${error.message}\n${stdout}\n${stderr}`));
      else resolve(stdout);
    });
    // A command that ends without reading is judged by its exit code alone.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(stdin);
  });
}
