// Opens shops: the one that all tests share, and those of tests that need other settings. Each is the real binary on a
// database of its own, seeded, with someone to run it. Closing it asks it whether everything still adds up after all
// that the tests did to it.

import type { FullConfig } from '@playwright/test';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT_ROOT, floodgate } from './binary';
import { SHOP_NAME, tellTests, type OpenShop } from './environment';
import { Server, freePort } from './server';

// Whatever a run leaves here, because it failed or was interrupted, Playwright removes when the next one begins.
const RESULTS = path.join(PROJECT_ROOT, 'end2end/test-results');

/** A shop that is open, and how to close it. */
export interface Opened {
  shop: OpenShop;
  close: () => Promise<void>;
}

/** The one that all tests share. */
export default async function open(_: FullConfig): Promise<() => Promise<void>> {
  const { shop, close } = await openOwn('shop');
  tellTests(shop);
  return close;
}

/** One with settings of its own, in TOML and in its environment. Its log has the name. */
export async function openOwn(name: string, settings = '', own: NodeJS.ProcessEnv = {}): Promise<Opened> {
  mkdirSync(RESULTS, { recursive: true });
  const dir = mkdtempSync(path.join(RESULTS, `${name}-`));
  const env = { ...(await environment(dir, settings)), ...own };
  const staff = { email: 'staff@example.com', password: randomBytes(12).toString('hex') };

  await floodgate(['migrate'], env);
  await floodgate(['seed'], env);
  await floodgate(['admin', 'create', staff.email, '--password-stdin'], env, `${staff.password}\n`);
  const server = await Server.start(env, path.join(RESULTS, `${name}.log`));

  const url = `http://${env.FLOODGATE_ADDR}`;
  const close = async () => {
    await server.stop();
    await floodgate(['verify'], env);
    rmSync(dir, { recursive: true });
  };
  return { shop: { url, staff }, close };
}

async function environment(dir: string, settings: string): Promise<NodeJS.ProcessEnv> {
  const addr = `127.0.0.1:${await freePort()}`;
  // A file of our own, so that a developer's `floodgate.toml` has no say.
  const config = path.join(dir, 'floodgate.toml');
  writeFileSync(config, `[shop]\nname = ${JSON.stringify(SHOP_NAME)}\n${settings}`);
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
