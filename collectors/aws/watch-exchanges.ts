import type { Clock } from '../clock.ts';

interface Request {
  readonly protocol?: string;
  readonly hostname?: string;
  readonly port?: number;
}
interface Passing {
  readonly request?: Request;
}
interface Result {
  readonly response?: { readonly headers?: Readonly<Record<string, string>> };
  readonly output?: object;
}
type Next = (passing: Passing) => Promise<Result>;
type Middleware = (next: Next, context: { trustpathEndpoint?: string }) => Next;

interface Stacked {
  readonly middlewareStack: {
    // biome-ignore lint/suspicious/noExplicitAny: clients differ in the types of their middleware and agree in its shape
    add(middleware: any, options: any): void;
  };
}

/**
 * Lets every exchange of a client, the failed ones too, tell the clock the server's time, and leave the endpoint that was
 * called in the outcome's `$metadata`, beside the status and request id that the SDK puts there.
 */
export function watchExchanges(client: Stacked, clock: Clock): void {
  const atTheWire: Middleware = (next, context) => async (passing) => {
    context.trustpathEndpoint = origin(passing.request);
    const result = await next(passing);
    clock.note(result.response?.headers?.date);
    return result;
  };
  const atTheTop: Middleware = (next, context) => async (passing) => {
    try {
      const result = await next(passing);
      mark(result.output, context.trustpathEndpoint);
      return result;
    } catch (error) {
      mark(error, context.trustpathEndpoint);
      throw error;
    }
  };
  client.middlewareStack.add(atTheWire, { step: 'deserialize', priority: 'low', name: 'trustpathWire' });
  client.middlewareStack.add(atTheTop, { step: 'initialize', priority: 'high', name: 'trustpathTop' });
}

function origin(request: Request | undefined): string {
  if (request?.hostname === undefined) return '';
  const port = request.port === undefined ? '' : `:${request.port}`;
  return `${request.protocol ?? 'https:'}//${request.hostname}${port}`;
}

function mark(outcome: unknown, endpoint: string | undefined): void {
  if (typeof outcome !== 'object' || outcome === null || endpoint === undefined) return;
  const held = outcome as { $metadata?: object };
  held.$metadata = { ...held.$metadata, endpoint };
}
