// The shop's own table of routes, as its sources write it down: the binary prints it nowhere.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT_ROOT } from './binary';

const SOURCES = ['server/src/routes.rs', 'server/src/admin/mod.rs'];
const READ = /\.route\(\s*"([^"]+)",\s*get\(/g;
/** Stands before the address of a page in another language. */
const LANGUAGE = /^\/(de|ar)(?=\/)/;
/** Stands for one part of an address. */
const PARAMETER = /\{\w+\}/g;

/** Every route that can be read, such as `/orders/{token}`. */
export function readableRoutes(): string[] {
  const sources = SOURCES.map((source) => readFileSync(path.join(PROJECT_ROOT, source), 'utf8'));
  return sources.flatMap((source) => [...source.matchAll(READ)].map(([, route]) => route!));
}

/** The one of `routes` that answers an address; as in the shop, one without parameters comes first. */
export function routeOf(address: string, routes: string[]): string | undefined {
  const asked = new URL(address, 'http://shop').pathname.replace(LANGUAGE, '');
  return routes.find((route) => route === asked) ?? routes.find((route) => pattern(route).test(asked));
}

function pattern(route: string): RegExp {
  const [first = '', ...rest] = route.split(PARAMETER).map((part) => part.replace(/[.*]/g, '\\$&'));
  return new RegExp(`^${[first, ...rest].join('[^/]+')}$`);
}
