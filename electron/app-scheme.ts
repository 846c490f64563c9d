import { createHash } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { protocol, type Session } from 'electron';

/** The window's pages come from this scheme and host alone. */
export const APP_SCHEME = 'app';
export const APP_ORIGIN = `${APP_SCHEME}://trustpath`;
export const START_PAGE = `${APP_ORIGIN}/index.html`;

/** The one style element that Cytoscape adds to the page. A changed text in a later version is refused and noticed. */
export const CYTOSCAPE_STYLE = '.__________cytoscape_container { position: relative; }';

export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' 'sha256-${createHash('sha256').update(CYTOSCAPE_STYLE).digest('base64')}'`,
  "img-src 'self'",
  "font-src 'self'",
  "worker-src 'none'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Must run before the application is ready, once. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves `folder`, read only, to the window of this session. */
export function serveApp(session: Session, folder: string): void {
  session.protocol.handle(APP_SCHEME, (request) => answer(request, folder));
}

async function answer(request: Request, folder: string): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
  const file = await fileFor(request.url, folder);
  const type = file === null ? undefined : MEDIA_TYPES[path.extname(file)];
  if (file === null || type === undefined) return refuse(404);
  return new Response(new Uint8Array(await readFile(file)), {
    headers: {
      'content-type': type,
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': 'no-store',
    },
  });
}

/** The file that an address names, or null where it has another host, leads outside `folder` or is not there. */
export async function fileFor(address: string, folder: string): Promise<string | null> {
  let url: URL;
  let name: string;
  try {
    url = new URL(address);
    name = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  if (`${url.protocol}//${url.host}` !== APP_ORIGIN || url.username !== '' || url.password !== '')
    return null;
  if (name.includes('\0') || name.includes('\\')) return null;
  const root = await realpath(folder).catch(() => null);
  if (root === null) return null;
  const wanted = await realpath(path.join(root, name)).catch(() => null);
  return wanted?.startsWith(root + path.sep) ? wanted : null;
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: { 'content-security-policy': "default-src 'none'" } });
}
