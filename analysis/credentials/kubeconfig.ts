import { X509Certificate } from 'node:crypto';
import { parseDocument } from 'yaml';
import { isJsonObject } from '../../schema/json.ts';
import { kubernetesIdentity, utc } from './certificate.ts';
import { describeClaims, readJwt } from './jwt-claims.ts';
import type { CredentialFamily, Found } from './types.ts';
import { facts } from './types.ts';

/** Largest kubeconfig parsed, in characters. */
const LARGEST = 262_144;
/** Deepest nesting of flow collections accepted before the text is given to the parser. */
const DEEPEST = 32;
/** Most anchors and aliases in one file; no tool writes any, and resolving them takes time with their square. */
const MOST_ALIASES = 64;
const MOST_DOCUMENTS = 8;
const NAME = /^[\w.@:/+= -]{1,253}$/;

/** kubectl's configuration files (Kubernetes, "Organizing cluster access using kubeconfig files"), YAML or JSON. */
export const kubeconfig: CredentialFamily = {
  name: 'kubeconfig files',
  *find(text) {
    for (const { start, end } of candidates(text)) {
      const config = parseKubeconfig(text.slice(start, end));
      if (config !== null) yield { ...config, credential: text.slice(start, end).trim(), start, end };
    }
  },
};

/** Stretches of the text that say `kind: Config` and look like YAML or JSON from beginning to end. */
function* candidates(text: string): Iterable<{ start: number; end: number }> {
  if (!/\bkind["']?\s{0,8}:\s{0,8}["']?Config\b/.test(text)) return;
  const trimmed = text.trimStart();
  if (trimmed.startsWith('{')) {
    yield { start: text.length - trimmed.length, end: text.length };
    return;
  }
  const starts = [...text.matchAll(/^(?:apiVersion|kind|clusters|contexts|users):/gm)].map(
    (match) => match.index,
  );
  let past = -1;
  let yielded = 0;
  for (const start of starts) {
    if (start < past || yielded === MOST_DOCUMENTS) continue;
    past = endOfYaml(text, start);
    yielded += 1;
    yield { start, end: past };
  }
}

/** A block mapping goes on while lines are indented, blank, comments, list items or `key:`. */
function endOfYaml(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    const next = text.indexOf('\n', at);
    const line = text.slice(at, next === -1 ? text.length : next);
    if (!/^(?:[ \t]|- |-\r?$|#|\r?$|[A-Za-z][\w-]{0,63}:(?:\s|$))/.test(line)) return at;
    if (next === -1) return text.length;
    at = next + 1;
  }
  return text.length;
}

type Told = Omit<Found, 'start' | 'end' | 'credential'>;

function parseKubeconfig(yaml: string): Told | null {
  if (yaml.length > LARGEST || depthOf(yaml) > DEEPEST) return null;
  if ((yaml.match(/(?<![^\s,[{])[&*][\w-]/g) ?? []).length > MOST_ALIASES) return null;
  let root: unknown;
  try {
    const document = parseDocument(yaml, { schema: 'core', merge: false, logLevel: 'silent' });
    if (document.errors.length > 0) return null;
    root = document.toJS({ maxAliasCount: 16 });
  } catch {
    return null;
  }
  if (!isJsonObject(root) || root.kind !== 'Config') return null;
  const users = named(root.users, 'user').flatMap(describeUser);
  const clusters = named(root.clusters, 'cluster').map(
    ({ name, value }) => ['cluster', `${name}${suffix(origin(value.server))}`] as const,
  );
  if (users.length === 0 && clusters.length === 0) return null;
  const context = text(root['current-context']);
  return {
    type: 'kubeconfig',
    label: 'Kubernetes client configuration (kubeconfig)',
    identifier: context,
    // A token inside is told on its own as well, for what its claims say.
    absorbs: false,
    opens: true,
    facts: facts([['current context', context], ...clusters, ...users]),
  };
}

function describeUser({ name, value }: Named): (readonly [string, string])[] {
  const told: (readonly [string, string])[] = [
    ['user', `${name}: ${means(value).join(', ') || 'no credential inside'}`],
  ];
  const certificate = clientCertificate(value['client-certificate-data']);
  if (certificate !== null) {
    const { user, groups } = kubernetesIdentity(certificate);
    if (user !== null) told.push(['client certificate user', user]);
    if (groups.length > 0) told.push(['client certificate groups', groups.join(', ')]);
    told.push(['client certificate expires', utc(certificate.validTo)]);
  }
  const jwt = typeof value.token === 'string' ? readJwt(value.token) : null;
  if (jwt !== null)
    for (const fact of describeClaims(jwt.payload)) told.push([`token ${fact.label}`, fact.value]);
  return told;
}

/** The ways of authenticating that the entry holds, by name only. */
function means(user: Named['value']): string[] {
  const command = isJsonObject(user.exec) ? text(user.exec.command) : null;
  const present: readonly (readonly [boolean, string])[] = [
    ['client-key-data' in user || 'client-key' in user, 'client certificate and key'],
    ['token' in user || 'tokenFile' in user, 'token'],
    ['password' in user, 'user name and password'],
    [isJsonObject(user['auth-provider']), 'auth provider'],
    ['exec' in user, `command${suffix(command?.split('/').at(-1) ?? null)}`],
  ];
  return present.filter(([is]) => is).map(([, word]) => word);
}

interface Named {
  readonly name: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** kubeconfig lists are `- name: …` with the value under a member of its own. */
function named(list: unknown, member: string): Named[] {
  if (!Array.isArray(list)) return [];
  return list.slice(0, 32).flatMap((item) => {
    const name = isJsonObject(item) ? text(item.name) : null;
    const value = isJsonObject(item) ? item[member] : undefined;
    return name !== null && isJsonObject(value) ? [{ name, value }] : [];
  });
}

function clientCertificate(data: unknown): X509Certificate | null {
  if (typeof data !== 'string') return null;
  try {
    return new X509Certificate(Buffer.from(data, 'base64'));
  } catch {
    return null;
  }
}

/** Scheme, host and port only: user information and query of a URL may be secret. */
function origin(server: unknown): string | null {
  const url = typeof server === 'string' ? URL.parse(server) : null;
  return url === null ? null : url.origin;
}

function text(value: unknown): string | null {
  return typeof value === 'string' && NAME.test(value) ? value : null;
}

function suffix(value: string | null): string {
  return value === null ? '' : ` (${value})`;
}

function depthOf(yaml: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of yaml) {
    if (character === '[' || character === '{') deepest = Math.max(deepest, ++depth);
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
  }
  return deepest;
}
