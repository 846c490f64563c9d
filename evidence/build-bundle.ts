import { FINDING_RULES } from '../analysis/findings/registry.ts';
import { canonicalJson, type Json } from '../schema/json.ts';
import type { ObservationId } from '../schema/records.ts';
import type { SnapshotReader } from '../schema/snapshot/types.ts';
import type { Answer, Method } from './answer.ts';
import { layOutBag, MANIFEST, SIGNATURE_FILE, sha256Hex, TAG_MANIFEST } from './bagit.ts';
import { custody } from './custody.ts';
import { type SigningKey, signManifests } from './dsse.ts';
import { findingContext } from './findings/finding-context.ts';
import { FINDING_FILES } from './findings/write-findings.ts';
import { reportHtml } from './report.ts';
import { coverageCsv, identitiesCsv, pathsCsv } from './tables.ts';

export interface Bundle {
  readonly id: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly manifestSha256: string;
}

/**
 * Builds the evidence bundle of an answer in memory. The same snapshot, answer, method and key give the same bytes in
 * every file but the signature, which carries `signedAt`.
 */
export function buildBundle(
  reader: SnapshotReader,
  answer: Answer,
  method: Method,
  key: SigningKey,
  options: { readonly signedAt: string; readonly snapshotBytes?: Uint8Array },
): Bundle {
  const info = reader.info();
  const answerJson = canonicalJson(answer as unknown as Json);
  const bundleId = `urn:sha256:${sha256Hex(`${info.digest}\n${answerJson}`)}`;
  const text = (content: string) => new TextEncoder().encode(content);

  const payload = new Map<string, Uint8Array>([
    ['report.html', text(reportHtml(reader, answer, method, bundleId))],
    ['answer.json', text(answerJson)],
    ['paths.csv', text(pathsCsv(answer))],
    ['identities.csv', text(identitiesCsv(answer, (id) => reader.entityById(id)))],
    ...findingFiles(reader, answer, method.tool).map(([name, content]) => [name, text(content)] as const),
    ['coverage.csv', text(coverageCsv(reader.coverage()))],
    ['custody.json', text(`${JSON.stringify(custody(reader, answer, method, bundleId), null, 2)}\n`)],
  ]);
  for (const observation of observationsBehind(answer)) {
    payload.set(
      `observations/${observation.slice('sha256:'.length)}.json`,
      text(canonicalJson(reader.document(observation))),
    );
  }
  if (options.snapshotBytes) payload.set('snapshot.trustpath', options.snapshotBytes);

  const files = layOutBag(
    payload,
    [
      ['Bag-Software-Agent', method.tool],
      ['Bagging-Date', (info.sealedAt ?? info.createdAt).slice(0, 10)],
      ['External-Identifier', bundleId],
      ['External-Description', answer.question.title],
    ],
    key.publicPem,
  );
  const digests = new Map([MANIFEST, TAG_MANIFEST].map((name) => [name, sha256Hex(files.get(name) ?? '')]));
  files.set(
    SIGNATURE_FILE,
    text(signManifests(digests, { bundle: bundleId, signedAt: options.signedAt }, key)),
  );
  return { id: bundleId, files, manifestSha256: digests.get(MANIFEST) ?? '' };
}

/** The findings of the answer in every form that other programs read. */
function findingFiles(
  reader: SnapshotReader,
  { findings }: Answer,
  tool: string,
): readonly (readonly [string, string])[] {
  const context = findingContext(reader, findings, FINDING_RULES, tool);
  return Object.values(FINDING_FILES).map(({ name, write }) => [name, write(context)]);
}

/** Every observation that a proof of the answer points into, sorted. */
function observationsBehind(answer: Answer): ObservationId[] {
  const found = new Set<ObservationId>();
  for (const path of answer.paths) {
    for (const hop of path.hops) for (const step of hop.proof) found.add(step.observation);
  }
  for (const finding of answer.findings) for (const step of finding.proof) found.add(step.observation);
  for (const step of answer.activity?.proof ?? []) found.add(step.observation);
  return [...found].sort();
}
