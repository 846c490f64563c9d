import type { Output, ParsedInput } from '../../schema/contract.ts';
import type { RequestContext } from '../request-context.ts';

type Answer = Output<'observation.get'>;

/** A document and every call that returned it. */
export function getObservation(input: ParsedInput<'observation.get'>, context: RequestContext): Answer {
  const { reader } = context.sessions.get(input.handle);
  const document = reader.document(input.observation) as Answer['document'];
  const calls: Answer['calls'] = [];
  for (const call of reader.callsOf(input.observation)) {
    calls.push({
      source: call.source,
      operation: call.operation,
      endpoint: call.endpoint,
      region: call.region,
      parameters: call.parameters as Answer['calls'][number]['parameters'],
      page: call.page,
      requestId: call.requestId,
      startedAt: call.startedAt,
      endedAt: call.endedAt,
    });
  }
  return { document, calls };
}
