import { readFileSync, statSync } from 'node:fs';
import { buildPayload, signPayload } from '../../evidence/build-bundle.ts';
import { countersign } from '../../evidence/countersign.ts';
import { readBundle } from '../../evidence/read-bundle.ts';
import { readSigningKey, type SigningKey } from '../../evidence/signing-key.ts';
import { integrity } from '../../evidence/verify/integrity.ts';
import type { GivenKey } from '../../evidence/verify/signatures.ts';
import type { Verification } from '../../evidence/verify/verify.ts';
import { BUNDLE_LIMITS, verifyInChild } from '../../evidence/verify/verify-in-child.ts';
import { replaceInBundle, writeBundle } from '../../evidence/write-bundle.ts';
import type { Output, ParsedInput } from '../../schema/contract.ts';
import { withoutControlPaths } from '../../schema/control-paths.ts';
import { TrustpathError } from '../../schema/errors.ts';
import { checkEntry } from '../check-entries.ts';
import { bundleInput } from '../evidence/bundle-input.ts';
import type { RequestContext } from '../request-context.ts';
import { newKeyFile } from '../signing-key.ts';
import { VERSION } from '../version.ts';

const LARGEST_KEY_FILE = 64 * 1024;

/** What a bundle would say and hold. Nothing is written or signed. */
export async function previewEvidence(
  input: ParsedInput<'evidence.preview'>,
  context: RequestContext,
): Promise<Output<'evidence.preview'>> {
  const { whole, input: made } = await bundleInput(input, context);
  const { id, report, files, behind } = await buildPayload(made);
  return {
    id,
    report,
    files: [...files].map(([path, bytes]) => ({ path: `data/${path}`, bytes: bytes.byteLength })),
    paths: withoutControlPaths(whole.paths).paths.map(({ from, to, verdict, hops }) => ({
      from,
      to,
      verdict,
      hops: hops.length,
    })),
    findings: whole.findings.map((finding) => ({
      id: finding.id,
      title: finding.title,
      severity: finding.severity,
    })),
    documents: { inBundle: behind.observations.length, inSnapshot: behind.of },
    notRederived: [...behind.rederived.problems],
  };
}

export async function writeEvidence(
  input: ParsedInput<'evidence.write'>,
  context: RequestContext,
): Promise<Output<'evidence.write'>> {
  // Before the work: a key that cannot be read ends it at once.
  const key = await keyFor(input, context);
  const { input: made } = await bundleInput(input, context);
  const payload = await buildPayload(made);
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const bundle = signPayload(payload, made, key, { signedAt: new Date().toISOString(), zone: timeZone });
  context.onProgress({
    stage: 'evidence',
    source: null,
    detail: 'Writing',
    done: 0,
    total: null,
    gaps: 0,
  });
  const path = await writeBundle(bundle.files, input.out);
  return {
    path,
    manifestSha256: bundle.manifestSha256,
    keyId: key.keyId,
    files: bundle.files.size,
    notRederived: [...payload.behind.rederived.problems],
  };
}

export async function verifyEvidence(
  input: ParsedInput<'evidence.verify'>,
  context: RequestContext,
): Promise<Output<'evidence.verify'>> {
  const { publicKeyFile, publicKeyFiles = [] } = input;
  const names = [...(publicKeyFile === undefined ? [] : [publicKeyFile]), ...publicKeyFiles];
  const given = names.map((name) => ({ name, pem: readText(name) }));
  const { ok, checks, signers, signedAt, proven, notProven } = await verified(input.path, given, context);
  return {
    ok,
    checks: checks.map((check) => ({ ...check })),
    signers: signers.map((signer) => ({ ...signer })),
    signedAt,
    proven: [...proven],
    notProven: [...notProven],
  };
}

/** It may be a stranger's: nothing of it is parsed here. */
function verified(
  path: string,
  given: readonly GivenKey[],
  { signal, startCheck }: RequestContext,
): Promise<Verification> {
  return verifyInChild(
    checkEntry('bundle-check-entry'),
    { path, name: path, given, analysis: VERSION, limits: BUNDLE_LIMITS },
    { signal, ...(startCheck && { start: startCheck }) },
  );
}

/** Adds the signature of a second person. What was signed stays as it is. */
export async function countersignEvidence(
  input: ParsedInput<'evidence.countersign'>,
  context: RequestContext,
): Promise<Output<'evidence.countersign'>> {
  const key = await keyFor(input, context);
  const before = await verified(input.path, [], context);
  const files = await readBundle(input.path);
  // Whatever happened to it meanwhile: what is signed is what its manifests say.
  const failed = [...before.checks, ...integrity(files, []).checks].find((check) => !check.ok);
  if (failed)
    throw new TrustpathError(
      'check-failed',
      `${input.path}: is not countersigned, because it does not verify: ${failed.name}: ${failed.says}`,
    );
  await replaceInBundle(input.path, files, countersign(files, key));
  return {
    path: input.path,
    keyId: key.keyId,
    signers: [...before.signers.map(({ keyId }) => keyId), key.keyId],
  };
}

/** Which key signs, without signing: people tell its id to those who verify. */
export async function evidenceKey(
  input: ParsedInput<'evidence.key'>,
  context: RequestContext,
): Promise<Output<'evidence.key'>> {
  const kept = input.keyFile ?? context.ownKey.kept;
  try {
    const { keyId, publicPem } = await keyFor(input, context);
    return { keyId, publicPem, kept, problem: null };
  } catch (error) {
    if (!(error instanceof TrustpathError)) throw error;
    return { keyId: null, publicPem: null, kept, problem: error.message };
  }
}

export function newEvidenceKey({ path }: ParsedInput<'evidence.newKey'>): Output<'evidence.newKey'> {
  return { path, keyId: newKeyFile(path).keyId };
}

async function keyFor(
  { keyFile }: { readonly keyFile?: string | undefined },
  { ownKey }: RequestContext,
): Promise<SigningKey> {
  return keyFile === undefined
    ? readSigningKey(await ownKey.read(), ownKey.kept)
    : readSigningKey(readText(keyFile), keyFile);
}

function readText(path: string): string {
  try {
    if (statSync(path).size > LARGEST_KEY_FILE) throw new Error('is too large for a key');
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new TrustpathError(
      'input-unreadable',
      `${path}: ${error instanceof Error ? error.message : error}`,
    );
  }
}
