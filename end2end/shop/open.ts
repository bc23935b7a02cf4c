// Opens the shop all tests share: the real binary on a database of its own, seeded, with someone to run it. What it
// returns closes the shop again and asks it whether everything still adds up after all that the tests did to it.

import { request, type FullConfig } from '@playwright/test';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT_ROOT, floodgate } from './binary';
import { SHOP_NAME, tellTests, type StaffLogin } from './environment';
import { Server, freePort } from './server';

export default async function open(config: FullConfig): Promise<() => Promise<void>> {
  // Whatever a run leaves here, because it failed or was interrupted, Playwright removes when the next one begins.
  const results = path.join(config.rootDir, '../test-results');
  mkdirSync(results, { recursive: true });
  const dir = mkdtempSync(path.join(results, 'shop-'));
  const env = await environment(dir);
  const staff = { email: 'staff@example.com', password: randomBytes(12).toString('hex') };

  await floodgate(['migrate'], env);
  await floodgate(['seed'], env);
  await floodgate(['admin', 'create', staff.email, '--password-stdin'], env, `${staff.password}\n`);
  const server = await Server.start(env, path.join(results, 'shop.log'));

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
  // A file of our own, so that a developer's `floodgate.toml` has no say.
  const config = path.join(dir, 'floodgate.toml');
  writeFileSync(config, `[shop]\nname = ${JSON.stringify(SHOP_NAME)}\n`);
  return {
    PATH: process.env.PATH,
    FLOODGATE_CONFIG: config,
    FLOODGATE_ADDR: addr,
    FLOODGATE_OPS_ADDR: `127.0.0.1:${await freePort()}`,
    FLOODGATE_PUBLIC_URL: `http://${addr}`,
    FLOODGATE_DATA_DIR: dir,
    FLOODGATE_RATE_LIMITS: 'off',
    // A busy machine is no crowd: extras are tested, so they stay.
    FLOODGATE_PRESSURE: 'off',
    // Relative to where the binary is started, so that no name on the way has to be escaped.
    DATABASE_URL: `sqlite://${path.relative(PROJECT_ROOT, dir)}/floodgate.db?mode=rwc`,
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
