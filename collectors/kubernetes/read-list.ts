import type { JsonObject } from '../../schema/json.ts';
import type { Tally } from '../tally.ts';
import { type Desk, recordExchange, recordedDocument, sendUnlessPointless } from './desk.ts';
import type { Fault } from './faults.ts';
import { ACCEPT, type ListPage, listPage } from './list-form.ts';
import { operationOf, type Resource } from './resource.ts';
import { servedVersion } from './served-version.ts';

/** Objects in the first page. */
const FIRST_PAGE = 100;
/** Objects in the pages after it, by how large those of the first are: few of large ones are in memory at a time. */
const PAGES = [500, 250, 100, 50] as const;
const PAGE_CHARACTERS = 400_000;
/** Of whole secrets, which are only asked for on request. */
const PAGE_OF_SECRETS = 20;

type Got = { readonly ok: true; readonly page: ListPage } | { readonly ok: false; readonly fault: Fault };

/**
 * Lists one kind of object, page by page, and records each page as it comes. Pages that an earlier run recorded are not
 * asked again: where its next page token has expired since, the list is begun anew, so that one list is of one state of
 * the cluster.
 */
export async function readList(
  desk: Desk,
  declared: Resource,
  tally: Tally,
  onPage: (page: number, items: number) => void,
): Promise<void> {
  const operation = operationOf(declared);
  let resource = declared;
  let token: string | null = null;
  let limit = isWholeSecret(declared) ? PAGE_OF_SECRETS : FIRST_PAGE;
  let pages: number[] = [];
  let restarted = false;
  for (let page = 0; ; page++) {
    const recorded = recordedDocument(desk, { operation, parameters: {}, page });
    const got: Got =
      recorded === null
        ? await askPage(desk, resource, operation, page, token, limit)
        : { ok: true, page: recordedPage(recorded as JsonObject) };
    if (!got.ok) {
      const fault: Fault = got.fault;
      if (fault.httpStatus === 404 && page === 0 && resource === declared) {
        const other = await servedVersion(desk, declared);
        if (other === null) {
          // What the server does not serve does not exist in the cluster.
          tally.note('ok');
          return;
        }
        resource = other;
        page--;
        continue;
      }
      if (fault.httpStatus === 406 && resource.form === 'table') {
        resource = { ...resource, form: 'metadata' };
        page--;
        continue;
      }
      if (fault.staleToken !== null && page > 0) {
        if (!restarted) {
          restarted = true;
          desk.ledger.flush();
          desk.writer.forgetCalls({ source: desk.source, operation, region: null, parameters: {} });
          pages = [];
          token = null;
          limit = isWholeSecret(declared) ? PAGE_OF_SECRETS : FIRST_PAGE;
          page = -1;
          continue;
        }
        if (fault.staleToken.resume !== null) {
          // Too large for the time a token lives. The server goes on in the state the cluster is in by now.
          tally.limit(
            'the list took longer than the server keeps its state: what changed meanwhile may be missing',
          );
          token = fault.staleToken.resume;
          page--;
          continue;
        }
      }
      tally.note(fault.status, fault.reason);
      break;
    }
    pages.push(got.page.items);
    token = got.page.next;
    if (page === 0 && token !== null && !isWholeSecret(resource)) limit = limitFor(got.page);
    onPage(page, got.page.items);
    if (token === null) {
      tally.note('ok');
      break;
    }
  }
  for (const items of pages) tally.addItems(items);
}

function isWholeSecret({ kind, form }: Resource): boolean {
  return kind === 'Secret' && form === 'objects';
}

function limitFor({ document, items }: ListPage): number {
  const each = JSON.stringify(document).length / Math.max(1, items);
  return PAGES.find((count) => count * each <= PAGE_CHARACTERS) ?? PAGES[PAGES.length - 1] ?? FIRST_PAGE;
}

async function askPage(
  desk: Desk,
  resource: Resource,
  operation: string,
  page: number,
  token: string | null,
  limit: number,
): Promise<Got> {
  const startedAt = desk.clock.now();
  const query = `?limit=${limit}${token === null ? '' : `&continue=${encodeURIComponent(token)}`}`;
  const group = resource.group === '' ? '/api' : `/apis/${resource.group}`;
  const place = `${group}/${resource.version}/${resource.resource}`;
  const result = await sendUnlessPointless(desk, {
    method: 'GET',
    path: `${place}${query}`,
    accept: ACCEPT[resource.form],
  });
  const asked = { operation, parameters: {}, page };
  if (!result.ok) {
    // A token that has expired is no answer about the page: the list is begun anew.
    if (result.fault.staleToken === null && result.fault.httpStatus !== 406)
      recordExchange(desk, asked, place, startedAt, { fault: result.fault });
    return result;
  }
  const { answer } = result;
  try {
    const found = listPage(answer.document, resource);
    recordExchange(desk, asked, place, startedAt, {
      status: answer.status,
      requestId: answer.requestId,
      document: found.document,
      earlier: found.earlier,
    });
    if (found.next !== null) desk.ledger.flush();
    return { ok: true, page: found };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const fault: Fault = {
      status: 'failed',
      httpStatus: answer.status,
      requestId: answer.requestId,
      expired: false,
      network: false,
      retryable: false,
      staleToken: null,
      reason: error.message,
    };
    recordExchange(desk, asked, place, startedAt, { fault });
    return { ok: false, fault };
  }
}

function recordedPage(document: JsonObject): ListPage {
  const metadata = (document.metadata ?? {}) as JsonObject;
  const next = typeof metadata.continue === 'string' && metadata.continue !== '' ? metadata.continue : null;
  const items = Array.isArray(document.items) ? document.items.length : 0;
  return { document, items, next, earlier: { redactions: 0, originalSha256: '' } };
}
