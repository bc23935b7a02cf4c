import { request, type BrowserContextOptions } from '@playwright/test';
import type { OpenShop } from '../shop/environment';

/** What a browser keeps of someone who has signed in to the admin. That the form works for people is a test of its own. */
export type SignedIn = Exclude<BrowserContextOptions['storageState'], string | undefined>;

export async function signIn({ url, staff }: OpenShop): Promise<SignedIn> {
  const visitor = await request.newContext({ baseURL: url });
  await visitor.post('/admin/sign-in', { form: { ...staff, next: '/admin' } });
  const admin = await visitor.get('/admin', { maxRedirects: 0 });
  if (!admin.ok()) throw new Error(`Signing in did not open the admin: ${admin.status()} ${await admin.text()}`);
  const signedIn = await visitor.storageState();
  await visitor.dispose();
  return signedIn;
}
