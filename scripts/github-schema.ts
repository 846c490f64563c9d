import { execFile } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder, fillOnce } from './cache-folder.ts';

/** What judges the stand-in for GitHub: GitHub's own descriptions of its two APIs, and programs that hold to them. */
const PACKAGES = [
  '@stoplight/prism-cli@5.14.2',
  '@octokit/openapi@23.0.2',
  '@octokit/graphql-schema@15.26.1',
  'graphql@16.15.0',
];

export interface GithubSchema {
  /** The proxy that validates, to be run with Node. */
  readonly prism: string;
  /** Writes the part of GitHub's OpenAPI description that has these paths, with all it refers to. */
  readonly slice: (paths: readonly string[], into: string) => Promise<void>;
  /** The faults of a GraphQL document by GitHub's schema. */
  readonly faultsOf: (query: string) => Promise<readonly string[]>;
}

/**
 * Fetches (once, into the cache folder) what validates GitHub's API. Together too large to be dependencies of the project.
 * Answers a reason where the package registry does not have it or is not reached.
 */
export async function githubSchema(): Promise<GithubSchema | { readonly reason: string }> {
  const folder = path.join(
    cacheFolder(),
    `github-schema-${PACKAGES.map((name) => name.split('@').at(-1)).join('-')}`,
  );
  try {
    await fillOnce(folder, fetchPackages);
  } catch (error) {
    return { reason: `the packages that validate could not be fetched: ${String(error).split('\n')[0]}` };
  }
  const inside = (...parts: string[]) => path.join(folder, 'node_modules', ...parts);
  return {
    prism: inside('@stoplight/prism-cli/dist/index.js'),
    slice: async (paths, into) => {
      const whole = JSON.parse(await readFile(inside(...DESCRIPTION), 'utf8')) as Description;
      await writeFile(into, JSON.stringify(sliceOf(whole, paths)));
    },
    faultsOf: async (query) => {
      const { buildSchema, parse, validate } = (await import(inside('graphql/index.mjs'))) as GraphqlLibrary;
      const text = await readFile(inside('@octokit/graphql-schema/schema.graphql'), 'utf8');
      return validate(buildSchema(text, { assumeValid: true }), parse(query)).map(({ message }) => message);
    },
  };
}

const DESCRIPTION = ['@octokit/openapi', 'generated', 'api.github.com.json'];

async function fetchPackages(into: string): Promise<void> {
  console.error(
    `Fetching GitHub's API descriptions and what validates them through npm (once, into ${into}).`,
  );
  await writeFile(path.join(into, 'package.json'), '{"private":true}');
  const options = [
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    '--fetch-retries=1',
    '--fetch-timeout=30000',
  ];
  await promisify(execFile)('npm', ['install', '--prefix', into, ...options, ...PACKAGES], {
    cwd: into,
    timeout: 240_000,
  });
  // Descriptions of other editions are nine tenths of it all.
  const generated = path.join(into, 'node_modules', '@octokit/openapi', 'generated');
  for (const name of await readdir(generated))
    if (name !== DESCRIPTION.at(-1)) await rm(path.join(generated, name), { recursive: true });
}

type Tree = { [key: string]: unknown };
interface Description {
  readonly openapi: string;
  readonly info: Tree;
  readonly paths: { readonly [path: string]: { readonly get: Tree & { readonly responses: Tree } } };
  readonly components: { readonly [section: string]: Tree };
}
interface GraphqlLibrary {
  readonly buildSchema: (text: string, options: { assumeValid: boolean }) => unknown;
  readonly parse: (query: string) => unknown;
  readonly validate: (schema: unknown, query: unknown) => readonly { readonly message: string }[];
}

function sliceOf(whole: Description, wanted: readonly string[]): Tree {
  const paths = Object.fromEntries(
    wanted.map((path) => {
      const get = whole.paths[path]?.get;
      if (get === undefined) throw new Error(`GitHub describes no GET ${path}.`);
      return [path, { get: withMediaType(structuredClone(get)) }];
    }),
  );
  const components: { [section: string]: Tree } = {};
  const waiting: unknown[] = [paths];
  const seen = new Set<string>();
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, member] of Object.entries(value)) {
      waiting.push(member);
      if (key !== '$ref' || typeof member !== 'string' || seen.has(member)) continue;
      seen.add(member);
      const [, , section = '', name = ''] = member.split('/');
      components[section] = { ...components[section], [name]: whole.components[section]?.[name] };
      waiting.push(whole.components[section]?.[name]);
    }
  }
  return {
    openapi: whole.openapi,
    info: whole.info,
    servers: [{ url: 'http://127.0.0.1' }],
    paths,
    components,
  };
}

/** The media type that the client library asks for, beside the one that is described. */
function withMediaType<T extends { readonly responses: Tree }>(get: T): T {
  for (const response of Object.values(get.responses) as { content?: Tree }[])
    if (response.content?.['application/json'] !== undefined)
      response.content['application/vnd.github.v3+json'] = response.content['application/json'];
  return get;
}
