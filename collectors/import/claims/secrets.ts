import { isJsonObject, type Json, type JsonObject } from '../../../schema/json.ts';
import { jsonItems } from '../json-items.ts';
import { refused } from '../refused.ts';
import type { ReadClaimFile } from './form.ts';
import { publicFinding, type RawFinding } from './secrets/finding.ts';
import { gitleaksFinding } from './secrets/gitleaks.ts';
import { sarifFindings } from './secrets/sarif.ts';
import { trufflehogFinding } from './secrets/trufflehog.ts';

const FINDINGS_A_PAGE = 500;
const MOST_FINDINGS = 500_000;

/** Findings of secret scanners: gitleaks, trufflehog, SARIF; told apart by what is in the file. */
export const readSecretFindings: ReadClaimFile = async (file) => {
  const state = { items: 0, unused: [] as string[] };
  return {
    operation: 'read secret findings',
    pages: pagesOf(file, state),
    items: () => state.items,
    unused: () => state.unused,
  };
};

async function* pagesOf(
  { path, name, signal, recognise, repository }: Parameters<ReadClaimFile>[0],
  state: { items: number; unused: string[] },
): AsyncGenerator<JsonObject> {
  let scanner = '';
  let page: JsonObject[] = [];
  for await (const { value, line } of jsonItems(path, name, signal)) {
    const found = findingsOf(value);
    if (found === null)
      throw refused(name, `line ${line}: is no finding of gitleaks or trufflehog and no SARIF log`, {
        foreign: true,
      });
    if (found.others > 0)
      state.unused.push(`line ${line}: ${found.others} results are about other things than secrets`);
    for (const finding of found.findings) {
      if (page.length >= FINDINGS_A_PAGE || (page.length > 0 && scanner !== finding.scanner)) {
        yield { scanner, findings: page };
        page = [];
      }
      scanner = finding.scanner;
      page.push(publicFinding(finding, recognise, repository));
      state.items++;
      if (state.items > MOST_FINDINGS)
        throw refused(name, `line ${line}: more than ${MOST_FINDINGS} findings; split the file`);
    }
  }
  if (page.length > 0) yield { scanner, findings: page };
}

function findingsOf(
  value: Json,
): { readonly findings: readonly RawFinding[]; readonly others: number } | null {
  if (!isJsonObject(value)) return null;
  const one = gitleaksFinding(value) ?? trufflehogFinding(value);
  return one === null ? sarifFindings(value) : { findings: [one], others: 0 };
}
