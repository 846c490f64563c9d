import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { previewRedaction } from '../../evidence/redaction/preview.ts';
import { readPolicy } from '../../evidence/redaction/read-policy.ts';
import { redactCase } from '../../evidence/redaction/redact-case.ts';
import { newRedactionKey, readKey, writeKey } from '../../evidence/redaction/redaction-key.ts';
import { readWholeCase } from '../../schema/case/read-whole-case.ts';
import type { Output, ParsedInput } from '../../schema/contract.ts';
import { TrustpathError } from '../../schema/errors.ts';
import { takeName, writeNew } from '../../schema/lasting-files.ts';
import { REPLACE_ALL, type RedactionPolicy } from '../../schema/redaction-policy.ts';
import { openSnapshot } from '../../schema/snapshot/open.ts';
import { rememberOwn } from '../own-files.ts';
import { differencesBetween, prepareRedactor, writeRedactedSnapshot } from '../redact-snapshot.ts';
import type { RequestContext } from '../request-context.ts';
import { residueOf } from '../residue-of.ts';

type WriteInput = ParsedInput<'redact.write'>;
const LARGEST_FILE = 4 * 1024 * 1024;
/** Differences and residues that a message names. */
const MOST_NAMED = 5;

export function previewRedactionRequest(
  input: ParsedInput<'redact.preview'>,
  context: RequestContext,
): Output<'redact.preview'> {
  const { reader } = sealed(input.handle, context);
  const key =
    input.keyFile !== undefined && existsSync(input.keyFile)
      ? readKey(readSmall(input.keyFile), input.keyFile)
      : newRedactionKey();
  const { redactor, learned } = prepareRedactor(reader, key, policyOf(input), context);
  const preview = previewRedaction(reader, redactor, learned, input.most);
  return {
    ...preview,
    replaced: preview.replaced.map((each) => ({ ...each })),
    readable: preview.readable.map((each) => ({ ...each })),
  };
}

export function writeRedactionRequest(input: WriteInput, context: RequestContext): Output<'redact.write'> {
  const { reader } = sealed(input.handle, context);
  const policy = policyOf(input);
  for (const out of [input.out, input.case?.out]) {
    if (out !== undefined && existsSync(out))
      throw new TrustpathError('output-refused', `${out}: exists already; it is not overwritten.`);
  }
  const log = input.case && readWholeCase(input.case.path);
  const kept = input.keyFile !== undefined && existsSync(input.keyFile);
  const key = kept ? readKey(readSmall(input.keyFile ?? ''), input.keyFile ?? '') : newRedactionKey();
  const prepared = prepareRedactor(reader, key, policy, context, log?.entries ?? []);
  const { redactor } = prepared;

  const making = `${input.out}.redacting`;
  rmSync(making, { force: true });
  try {
    const { observations } = writeRedactedSnapshot(reader, redactor, policy, making, context);
    const redacted = openSnapshot(making);
    try {
      const differences = differencesBetween(reader, redacted, redactor, context);
      if (differences.length > 0)
        throw notTheSame(
          input.out,
          differences.map(({ says }) => says),
        );
      context.onProgress({
        stage: 'redact',
        source: null,
        detail: 'Looking for what is left',
        done: 0,
        total: null,
        gaps: 0,
      });
      const residue = residueOf(reader, redacted, making, prepared, context.signal);
      if (residue.length > 0 && !input.allowResidue) throw leftBehind(input.out, residue);
      const info = redacted.info();
      redacted.close();

      const lines =
        log &&
        redactCase(log.beginning, log.entries, redactor, {
          original: reader.info().digest ?? '',
          redacted: info.digest ?? '',
          // Where it lies on this machine is nobody's business: it is looked for beside the case.
          path: basename(input.out),
          observations,
        });
      if (input.keyFile !== undefined && !kept) writeNew(input.keyFile, writeKey(key), 0o600);
      takeName(making, input.out);
      rememberOwn(input.out, 'sealed');
      if (input.case && lines) writeNew(input.case.out, lines.join(''), 0o600);
      return {
        info: { ...info, path: input.out } as Output<'redact.write'>['info'],
        replaced: redactor.replaced(),
        residue: residue.map((each) => ({ ...each })),
        compared: { entities: info.counts.entities, relations: info.counts.relations },
        keyFile: input.keyFile ?? null,
        case: input.case?.out ?? null,
      };
    } finally {
      redacted.close();
    }
  } catch (error) {
    throw named(error, making, input.out);
  } finally {
    rmSync(making, { force: true });
  }
}

/** A person knows the file by the name that they gave. */
function named(error: unknown, making: string, out: string): unknown {
  if (!(error instanceof TrustpathError) || !error.message.startsWith(`${making}: `)) return error;
  const { code, message, retryable } = error;
  return new TrustpathError(code, `${out}${message.slice(making.length)}`, { cause: error, retryable });
}

function sealed(handle: string, context: RequestContext) {
  const session = context.sessions.get(handle);
  session.requireSealed();
  return session;
}

function policyOf(input: Pick<WriteInput, 'policy' | 'policyFile'>): RedactionPolicy {
  if (input.policyFile !== undefined) return readPolicy(readSmall(input.policyFile), input.policyFile);
  return input.policy ?? REPLACE_ALL;
}

function readSmall(file: string): string {
  try {
    if (statSync(file).size > LARGEST_FILE) throw new Error('is too large');
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new TrustpathError(
      'input-unreadable',
      `${file}: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function notTheSame(out: string, says: readonly string[]): TrustpathError {
  return new TrustpathError(
    'check-failed',
    `${out}: was not written: with these pseudonyms the graph would be another one (${says.slice(0, MOST_NAMED).join('; ')}). A wildcard in a policy may meet a pseudonym by chance, which another key avoids; or a word must be kept (policy: keep).`,
    { details: { differences: says } },
  );
}

function leftBehind(out: string, residue: readonly { found: string; place: string }[]): TrustpathError {
  const named = residue.slice(0, MOST_NAMED).map(({ found, place }) => `"${found}" in ${place}`);
  return new TrustpathError(
    'check-failed',
    `${out}: was not written: ${residue.length} ${residue.length === 1 ? 'trace' : 'traces'} of the original would be left (${named.join('; ')}). Name the word in the policy (hide), or allow it with --allow-residue.`,
    { details: { residue } },
  );
}
