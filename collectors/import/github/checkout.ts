import type { JsonObject } from '../../../schema/json.ts';
import { refused } from '../refused.ts';
import type { FileTree } from './file-tree.ts';

/** A repository found among files: where, and which one it is. */
export interface Checkout {
  /** Folder inside the tree; empty where the tree itself is the repository. */
  readonly root: string;
  readonly owner: string;
  readonly name: string;
  readonly files: readonly string[];
}

const WORKFLOW = /^\.github\/workflows\/[^/]+\.ya?ml$/;
const MARK = /^(?<root>.*?)(?:^|\/)(?:\.git\/config|\.github\/(?:workflows\/[^/]+\.ya?ml|CODEOWNERS))$/;
const LARGEST_FILE = 4 * 1024 * 1024;

/**
 * Repositories in a tree: each folder with `.git` or `.github`. Which one it is, its remote `origin` says, else `named`,
 * else the two folders it stands in (`OWNER/NAME`).
 * @throws TrustpathError `input-refused` where that cannot be told
 */
export async function findCheckouts(tree: FileTree, named: readonly string[]): Promise<readonly Checkout[]> {
  const roots = new Set<string>();
  for (const path of tree.files) {
    const root = MARK.exec(path)?.groups?.root;
    if (root !== undefined && ![...roots].some((outer) => isBelow(root, outer))) roots.add(root);
  }
  const found: Checkout[] = [];
  for (const root of roots) {
    const files = tree.files
      .filter((path) => isBelow(path, root))
      .map((path) => (root === '' ? path : path.slice(root.length + 1)));
    const identity = (await originOf(tree, root)) ?? only(roots.size === 1 ? named : []) ?? byFolders(root);
    if (identity === null)
      throw refused(
        root === '' ? tree.given : `${tree.given}: ${root}`,
        'holds a repository, but not which one: there is no .git/config with an origin. Give --repo OWNER/NAME, or put it in a folder OWNER/NAME',
      );
    found.push({ root, ...identity, files });
  }
  return found;
}

/** The members of the observation `graphql:repository` that files can tell. */
export async function readCheckout(tree: FileTree, checkout: Checkout): Promise<JsonObject> {
  const text = async (path: string) =>
    (await tree.read(checkout.root === '' ? path : `${checkout.root}/${path}`, LARGEST_FILE)).toString(
      'utf8',
    );
  const file = async (path: string) => (checkout.files.includes(path) ? { text: await text(path) } : null);
  const entries: JsonObject[] = [];
  for (const path of checkout.files.filter((each) => WORKFLOW.test(each))) {
    const content = await text(path);
    entries.push({
      name: path.slice(path.lastIndexOf('/') + 1),
      path,
      type: 'blob',
      object: {
        byteSize: Buffer.byteLength(content),
        isBinary: content.includes('\u0000'),
        isTruncated: false,
        text: content,
      },
    });
  }
  return {
    name: checkout.name,
    nameWithOwner: `${checkout.owner}/${checkout.name}`,
    owner: { login: checkout.owner },
    workflows: entries.length === 0 ? null : { entries },
    codeownersGithub: await file('.github/CODEOWNERS'),
    codeownersRoot: await file('CODEOWNERS'),
    codeownersDocs: await file('docs/CODEOWNERS'),
  };
}

function isBelow(path: string, root: string): boolean {
  return root === '' || path === root || path.startsWith(`${root}/`);
}

type Identity = { readonly owner: string; readonly name: string };

async function originOf(tree: FileTree, root: string): Promise<Identity | null> {
  const path = root === '' ? '.git/config' : `${root}/.git/config`;
  if (!tree.files.includes(path)) return null;
  const config = (await tree.read(path, LARGEST_FILE)).toString('utf8');
  const section = /^\[remote "origin"\]\s*$(?<body>(?:\n(?!\[).*)*)/m.exec(config.replaceAll('\r', ''))
    ?.groups?.body;
  const address = /^\s*url\s*=\s*(?<url>\S+)\s*$/m.exec(section ?? '')?.groups?.url ?? '';
  return identityOf(/[:/](?<full>[\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(address)?.groups?.full ?? '');
}

function only(named: readonly string[]): Identity | null {
  return named.length === 1 ? identityOf(named[0] ?? '') : null;
}

function byFolders(root: string): Identity | null {
  const parts = root.split('/');
  return parts.length < 2 ? null : identityOf(parts.slice(-2).join('/'));
}

function identityOf(full: string): Identity | null {
  const { owner, name } = /^(?<owner>[\w.-]{1,100})\/(?<name>[\w.-]{1,100})$/.exec(full)?.groups ?? {};
  return owner === undefined || name === undefined ? null : { owner, name };
}
