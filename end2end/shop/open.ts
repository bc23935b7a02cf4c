// Opens the shop all tests share: the real binary on a database of its own, seeded, with someone to run it. What it
// returns closes the shop again and asks it whether everything still adds up after all that the tests did to it.

import { request, type FullConfig } from '@playwright/test';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { floodgate } from './binary';
import { tellTests, type StaffLogin } from './environment';
import { Server, freePort } from './server';

export default async function open(config: FullConfig): Promise<() => Promise<void>> {
  const dir = mkdtempSync(path.join(tmpdir(), 'floodgate-end2end-'));
  const logs = path.join(config.rootDir, '../test-results');
  mkdirSync(logs, { recursive: true });
  const env = await environment(dir);
  const staff = { email: 'staff@example.com', password: randomBytes(12).toString('hex') };

  await floodgate(['migrate'], env);
  await floodgate(['seed'], env);
  await floodgate(['admin', 'create', staff.email, '--password-stdin'], env, `${staff.password}\n`);
  const server = await Server.start(env, path.join(logs, 'shop.log'));

  const url = `http://${env.FLOODGATE_ADDR}`;
  const staffCookies = path.join(dir, 'staff.json');
  const close = async () => {
    await server.stop();
    await floodgate(['verify'], env);
    rmSync(dir, { recursive: true });
  };
  try {
    await signIn(url, staff, staffCookies);
  } catch (error) {
    await close();
    throw error;
  }
  tellTests({ url, staff, staffCookies });
  return close;
}

async function environment(dir: string): Promise<NodeJS.ProcessEnv> {
  const addr = `127.0.0.1:${await freePort()}`;
  return {
    PATH: process.env.PATH,
    FLOODGATE_ADDR: addr,
    FLOODGATE_OPS_ADDR: `127.0.0.1:${await freePort()}`,
    FLOODGATE_PUBLIC_URL: `http://${addr}`,
    FLOODGATE_DATA_DIR: dir,
    FLOODGATE_RATE_LIMITS: 'off',
    DATABASE_URL: `sqlite://${dir}/floodgate.db?mode=rwc`,
  };
}

/** Signs in once for all tests; that the form works for people is a test of its own. */
async function signIn(url: string, staff: StaffLogin, cookies: string): Promise<void> {
  const visitor = await request.newContext({ baseURL: url });
  await visitor.post('/admin/sign-in', { form: { ...staff, next: '/admin' } });
  const admin = await visitor.get('/admin', { maxRedirects: 0 });
  if (!admin.ok()) throw new Error(`Signing in did not open the admin: ${admin.status()} ${await admin.text()}`);
  await visitor.storageState({ path: cookies });
  await visitor.dispose();
}
