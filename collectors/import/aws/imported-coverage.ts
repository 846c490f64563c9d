import { canonicalJson, type Json, type JsonObject } from '../../../schema/json.ts';
import type { Coverage } from '../../../schema/records.ts';
import { type Earlier, IDENTITY, type Operation, type Service } from '../../aws/operation.ts';
import { AWS_SERVICES } from '../../aws/registry.ts';
import { redactText } from '../../redact.ts';
import type { UnusedFile } from './scan.ts';

/** What coverage needs to know of an imported answer. */
export interface ImportedPage {
  readonly operation: string;
  readonly region: string | null;
  readonly parameters: JsonObject;
  readonly items: number;
  readonly kept: Json | undefined;
  /** The answer says that there is another page. */
  readonly more: boolean;
  /** What the answer itself lacks. */
  readonly lacks: string | null;
}

const ABSENT = 'not in the imported files';

/** Coverage of everything the live collector would have asked, judged by what the files hold. */
export function importedCoverage(
  source: string,
  account: string | null,
  pages: readonly ImportedPage[],
): readonly Coverage[] {
  const byOperation = Map.groupBy(pages, (page) => page.operation);
  const declared = new Set(AWS_SERVICES.flatMap((service) => service.operations.map((one) => one.operation)));
  const records = AWS_SERVICES.flatMap((service) =>
    regionsOf(service, pages).flatMap((region) =>
      coverageOfService(source, account, service, region, byOperation),
    ),
  );
  for (const [operation, found] of byOperation) {
    if (declared.has(operation)) continue;
    for (const [region, some] of Map.groupBy(found, (page) => page.region))
      records.push({
        ...counted(source, operation, region, some),
        status: 'complete',
        reason: '',
        kinds: [],
      });
  }
  return records;
}

function regionsOf(service: Service, pages: readonly ImportedPage[]): readonly (string | null)[] {
  if (service.scope === 'global') return [null];
  const operations = new Set(service.operations.map((one) => one.operation));
  const regions = new Set(pages.filter((page) => operations.has(page.operation)).map((page) => page.region));
  return regions.size === 0 ? [null] : [...regions];
}

function coverageOfService(
  source: string,
  account: string | null,
  service: Service,
  region: string | null,
  byOperation: ReadonlyMap<string, readonly ImportedPage[]>,
): Coverage[] {
  const here = (operation: string) =>
    (byOperation.get(operation) ?? []).filter((page) => page.region === region);
  const earlier: Earlier = (operation) =>
    operation === IDENTITY
      ? [{ parameters: {}, kept: account }]
      : here(operation).flatMap(({ parameters, kept }) => (kept === undefined ? [] : [{ parameters, kept }]));
  const incomplete = new Set<string>();
  return service.operations.flatMap((operation) => {
    const found = here(operation.operation);
    // Who has the result of a job needs no word about its start.
    if (found.length === 0 && operation.starts !== undefined && here(operation.starts).length > 0) return [];
    const reason = missing(operation, found, earlier, incomplete);
    if (reason !== '') incomplete.add(operation.operation);
    return [
      {
        ...counted(source, operation.operation, region, found),
        status: reason === '' ? ('complete' as const) : ('skipped' as const),
        reason,
        kinds: reason === '' ? [] : operation.hides,
      },
    ];
  });
}

/** What is missing of an operation, as a sentence; empty where nothing is. */
function missing(
  operation: Operation,
  found: readonly ImportedPage[],
  earlier: Earlier,
  incomplete: ReadonlySet<string>,
): string {
  const before = operation.after?.find((name) => incomplete.has(name));
  if (found.length === 0 && (operation.each === undefined || before !== undefined)) return ABSENT;
  const byQuestion = Map.groupBy(found, (page) => canonicalJson(page.parameters));
  // A page says that another follows; where as many say so as there are pages, the last of them is not there.
  const cut = [...byQuestion.values()].filter((pages) => pages.every((page) => page.more)).length;
  const further = earlier(operation.operation).flatMap(({ kept }) => operation.brings?.(kept) ?? []);
  const asked = [...(operation.each?.(earlier) ?? []), ...further].map(({ parameters }) =>
    canonicalJson(parameters),
  );
  const lacking = asked.filter((question) => !byQuestion.has(question)).length;
  const reasons: string[] = [];
  if (lacking > 0)
    reasons.push(lacking === asked.length ? ABSENT : `${lacking} of ${asked.length} answers are ${ABSENT}`);
  if (cut > 0)
    reasons.push(
      operation.each === undefined
        ? `the answer says that more follows, which is ${ABSENT}`
        : `${cut} answers say that more follows, which is ${ABSENT}`,
    );
  const lacks = found.find((page) => page.lacks !== null)?.lacks;
  if (lacks != null) reasons.push(`${lacks} is not in the answer`);
  if (before !== undefined)
    reasons.push(`${before} is not complete, so what there is to ask for is not fully known`);
  return reasons.join('; ');
}

function counted(source: string, operation: string, region: string | null, pages: readonly ImportedPage[]) {
  return {
    source,
    operation,
    region,
    items: pages.reduce((sum, page) => sum + page.items, 0),
    calls: pages.length,
  };
}

const NAMES_SHOWN = 5;
const MAX_GROUPS = 200;

/** Files that were not used, grouped by folder and reason so that a large export stays readable. */
export function unusedCoverage(source: string, files: readonly UnusedFile[]): readonly Coverage[] {
  const groups = [...Map.groupBy(files, (file) => `${file.region} ${groupName(file)}`).values()];
  const shown =
    groups.length <= MAX_GROUPS
      ? groups
      : [...groups.slice(0, MAX_GROUPS - 1), groups.slice(MAX_GROUPS - 1).flat()];
  return shown.map((group, index) => {
    const sorted = group.toSorted((a, b) => Number(b.status === 'failed') - Number(a.status === 'failed'));
    const [first] = sorted as [UnusedFile, ...UnusedFile[]];
    const rest = index === MAX_GROUPS - 1 && groups.length > MAX_GROUPS;
    const names = sorted.slice(0, NAMES_SHOWN).map((file) => file.path);
    if (group.length > names.length) names.push(`and ${group.length - names.length} more`);
    return {
      source,
      operation: redactText(`file:${rest ? '(others)' : groupName(first)}`),
      region: rest ? null : first.region,
      // One that should have been read says more than many that are foreign.
      status: group.some((file) => file.status === 'failed') ? ('failed' as const) : ('unsupported' as const),
      reason: redactText(`${names.join(', ')}: ${first.reason}`),
      items: 0,
      calls: group.length,
      kinds: hiddenBy(group),
    };
  });
}

/** The first part of the path below the region, which for tools that save one file an answer is the command. */
function groupName(file: UnusedFile): string {
  const parts = file.path.split('/');
  const below = file.region === null ? parts : parts.slice(parts.indexOf(file.region) + 1);
  return (below.length > 1 ? below.slice(0, -1).join('/') : (below[0] ?? file.path)).replace(
    /\.json(\.gz)?$/i,
    '',
  );
}

function hiddenBy(files: readonly UnusedFile[]): Coverage['kinds'] {
  const operations = new Set(files.map((file) => file.operation));
  const declared = AWS_SERVICES.flatMap((service) => service.operations).filter((one) =>
    operations.has(one.operation),
  );
  return [...new Set(declared.flatMap((one) => one.hides))];
}
