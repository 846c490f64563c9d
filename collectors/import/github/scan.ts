import { TrustpathError, throwIfCancelled } from '../../../schema/errors.ts';
import type { Json, JsonObject } from '../../../schema/json.ts';
import { parseJson } from '../parse-json.ts';
import { MAX_FILE_BYTES } from '../read-json.ts';
import { refused } from '../refused.ts';
import { findCheckouts, readCheckout } from './checkout.ts';
import { type FileTree, openTree } from './file-tree.ts';
import { githubGraphPages, recogniseOpenGraph } from './opengraph.ts';
import { recogniseAnswer } from './recognise.ts';

/** One thing to record: a call with its pages, made when it is recorded so that not all is held at once. */
export interface Finding {
  readonly owner: string;
  readonly operation: string;
  readonly parameters: JsonObject;
  /** Of the file, as it is stored. */
  readonly path: string;
  readonly items: number;
  readonly pages: () => AsyncIterable<Json>;
}

export interface Unused {
  readonly path: string;
  readonly status: 'unsupported' | 'failed';
  readonly reason: string;
}

export interface Scan {
  readonly given: string;
  readonly findings: readonly Finding[];
  readonly unused: readonly Unused[];
}

export interface ScanOptions {
  readonly repositories: readonly string[];
  readonly signal?: AbortSignal | undefined;
  readonly onFile: (path: string) => void;
}

/**
 * Looks through a file, folder or archive for repositories, answers of GitHub's API and graphs.
 * @throws TrustpathError `input-unreadable`, or `input-refused` where there is nothing of use
 */
export async function scanGithub(given: string, options: ScanOptions): Promise<Scan> {
  const tree = await openTree(given, options.signal);
  const checkouts = await findCheckouts(tree, options.repositories);
  const findings: Finding[] = checkouts.map((checkout) => ({
    owner: checkout.owner,
    operation: 'read checkout',
    parameters: { owner: checkout.owner, repo: checkout.name, path: checkout.root },
    path: checkout.root === '' ? given : checkout.root,
    items: 1,
    pages: async function* () {
      yield await readCheckout(tree, checkout);
    },
  }));
  const unused: Unused[] = tree.others.map((path) => ({
    path,
    status: 'unsupported',
    reason: 'is a link or no regular file, and was not opened',
  }));
  const alone = tree.single && findings.length === 0;
  for (const path of tree.files) {
    throwIfCancelled(options.signal);
    const inside = checkouts.find(({ root }) => root === '' || path.startsWith(`${root}/`));
    if (inside !== undefined && !/(?:^|\/)rulesets?\/[^/]+\.json$/i.test(path)) continue;
    if (!alone && !/\.json$/i.test(path)) continue;
    options.onFile(path);
    try {
      findings.push(await lookAt(tree, path, alone ? given : path));
    } catch (error) {
      if (!(error instanceof TrustpathError) || error.code === 'cancelled' || alone) throw error;
      const foreign = error.details.foreign === true;
      unused.push({
        path,
        status: foreign ? 'unsupported' : 'failed',
        reason: error.message.slice(path.length + 2).replace(/\.$/, ''),
      });
    }
  }
  if (findings.length === 0)
    throw refused(
      given,
      unused[0] === undefined
        ? 'holds neither a repository (.git or .github) nor a JSON file'
        : `none of its ${unused.length} files is of use; the first: ${unused[0].path}: ${unused[0].reason}`,
    );
  return { given, findings, unused };
}

async function lookAt(tree: FileTree, path: string, name: string): Promise<Finding> {
  const value = await readTreeJson(tree, path, name);
  const graph = recogniseOpenGraph(value);
  if (graph !== null) {
    if ('reason' in graph) throw refused(name, graph.reason);
    return {
      owner: graph.login,
      operation: 'import opengraph',
      parameters: { path },
      path,
      items: graph.nodes.length + graph.edges.length,
      pages: async function* () {
        yield* githubGraphPages(graph);
      },
    };
  }
  const answer = recogniseAnswer(value, path);
  if ('reason' in answer) throw refused(name, answer.reason, { foreign: true });
  return {
    ...answer,
    path,
    pages: async function* () {
      yield await readTreeJson(tree, path, name);
    },
  };
}

async function readTreeJson(tree: FileTree, path: string, name: string): Promise<Json> {
  const bytes = await tree.read(path, MAX_FILE_BYTES);
  const source = decode(bytes, name);
  if (source.trim() === '') throw refused(name, 'the file is empty', { foreign: true });
  return parseJson(source, name);
}

function decode(bytes: Buffer, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refused(name, 'is not UTF-8 text', { foreign: true });
  }
}
