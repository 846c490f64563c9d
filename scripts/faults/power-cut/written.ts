import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a program did to files below a folder, and what it said of it, in order. */
export type Written =
  | { readonly did: 'create'; readonly path: string }
  | { readonly did: 'write'; readonly path: string; readonly at: number; readonly bytes: Buffer }
  | { readonly did: 'truncate'; readonly path: string; readonly size: number }
  /** A file or a folder was made to last. */
  | { readonly did: 'sync'; readonly path: string }
  | { readonly did: 'rename' | 'link'; readonly from: string; readonly to: string }
  | { readonly did: 'unlink'; readonly path: string }
  | { readonly did: 'folder'; readonly path: string }
  /** A line on its standard output: what it acknowledged. */
  | { readonly did: 'say'; readonly line: string };

const CALLS =
  'openat,write,pwrite64,writev,pwritev,ftruncate,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,copy_file_range,sendfile';

/** Null where this machine can be traced, else why not. */
export function whyUntraceable(): string | null {
  if (process.platform !== 'linux') return 'system calls are traced on Linux only';
  const { status } = spawnSync('strace', ['-qq', '-e', 'trace=none', 'true']);
  return status === 0 ? null : 'strace is missing, or may not trace here';
}

/** Runs a script of ours under strace and answers what it wrote below `folder`. Throws where it fails. */
export function traceWrites(
  script: string,
  args: readonly string[],
  folder: string,
  trace: string,
): Written[] {
  const flags = [
    '-f',
    '-y',
    '-xx',
    '-s',
    '10000000',
    '-qq',
    '-e',
    'signal=none',
    '-e',
    `trace=${CALLS}`,
    '-o',
    trace,
  ];
  const ran = spawnSync('strace', [...flags, process.execPath, script, ...args], {
    encoding: 'utf8',
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  if (ran.status !== 0) throw new Error(`${script} ended with status ${ran.status}: ${ran.stderr}`);
  return readTrace(readFileSync(trace, 'latin1'), folder);
}

/** Reads strace's output (`-f -y -xx`: each text and each path behind a descriptor in hexadecimal). */
export function readTrace(text: string, folder: string): Written[] {
  const written: Written[] = [];
  /** Where the next `write` of a descriptor goes. */
  const offsets = new Map<string, number>();
  const inside = (path: string) => path === folder || path.startsWith(`${folder}/`);
  for (const line of joined(text)) {
    const call = /^(?<name>\w+)\((?<args>.*)\)\s+= (?<result>-?\d+)/s.exec(line)?.groups;
    if (call === undefined || Number(call.result) < 0) continue;
    const { name = '', args = '', result = '' } = call;
    const texts = [...args.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map((match) => unhex(match[1] ?? ''));
    const [descriptor = '', path = ''] = /^(\d+)<((?:\\x[0-9a-f]{2})*)>/.exec(args)?.slice(1) ?? [];
    const file = unhex(path).toString('utf8');
    const numbers = /, (\d+)(?:, (\d+))?$/.exec(args);
    switch (name) {
      case 'openat': {
        const opened = texts[0]?.toString('utf8') ?? '';
        offsets.set(result, 0);
        if (!inside(opened)) break;
        if (args.includes('O_EXCL')) written.push({ did: 'create', path: opened });
        else if (args.includes('O_CREAT')) written.push({ did: 'create', path: opened });
        if (args.includes('O_TRUNC')) written.push({ did: 'truncate', path: opened, size: 0 });
        break;
      }
      case 'write':
      case 'writev': {
        const bytes = Buffer.concat(texts).subarray(0, Number(result));
        if (descriptor === '1') {
          for (const said of bytes.toString('utf8').split('\n').filter(Boolean))
            written.push({ did: 'say', line: said });
          break;
        }
        if (!inside(file)) break;
        const at = offsets.get(descriptor) ?? 0;
        written.push({ did: 'write', path: file, at, bytes });
        offsets.set(descriptor, at + bytes.length);
        break;
      }
      case 'pwrite64':
      case 'pwritev':
        if (inside(file))
          written.push({
            did: 'write',
            path: file,
            at: Number(numbers?.[2] ?? numbers?.[1]),
            bytes: Buffer.concat(texts).subarray(0, Number(result)),
          });
        break;
      case 'ftruncate':
        if (inside(file)) written.push({ did: 'truncate', path: file, size: Number(numbers?.[1]) });
        break;
      case 'fsync':
      case 'fdatasync':
        if (inside(file)) written.push({ did: 'sync', path: file });
        break;
      case 'rename':
      case 'renameat':
      case 'renameat2':
      case 'link':
      case 'linkat': {
        const [from = '', to = ''] = texts.map(String);
        if (inside(to)) written.push({ did: name.startsWith('rename') ? 'rename' : 'link', from, to });
        break;
      }
      case 'unlink':
      case 'unlinkat':
        if (inside(String(texts[0]))) written.push({ did: 'unlink', path: String(texts[0]) });
        break;
      case 'mkdir':
      case 'mkdirat':
        if (inside(String(texts[0]))) written.push({ did: 'folder', path: String(texts[0]) });
        break;
      default:
        if (inside(file)) throw new Error(`${name}: a way of writing that this model does not know`);
    }
  }
  return written;
}

/** Calls of several threads interrupt each other: their halves are put together. */
function joined(text: string): string[] {
  const open = new Map<string, string>();
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    const [, thread = '', rest = ''] = /^(\d+)\s+(.*)$/s.exec(line) ?? [];
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/s.exec(rest);
    if (rest.endsWith('<unfinished ...>'))
      open.set(thread, rest.slice(0, -'<unfinished ...>'.length).trimEnd());
    else if (resumed) lines.push((open.get(thread) ?? '') + (resumed[1] ?? ''));
    else lines.push(rest);
  }
  return lines;
}

function unhex(text: string): Buffer {
  return Buffer.from(text.replaceAll('\\x', ''), 'hex');
}
