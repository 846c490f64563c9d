import {
  GetPublicAccessBlockCommand,
  S3ControlClient,
  type S3ControlClientConfig,
} from '@aws-sdk/client-s3-control';
import { isJsonObject } from '../../schema/json.ts';
import { IDENTITY, type Operation, service, textOf } from './operation.ts';

/** The account's own public access block, which counts for every bucket besides the bucket's. */
const operations: readonly Operation<S3ControlClient>[] = [
  {
    operation: 's3control:GetPublicAccessBlock',
    permission: 's3:GetAccountPublicAccessBlock',
    hides: ['can-read', 'can-write', 'can-administer'],
    each: (earlier) => {
      // Imported files may not tell the account.
      const [identity] = earlier(IDENTITY);
      return [{ parameters: typeof identity?.kept === 'string' ? { AccountId: identity.kept } : {} }];
    },
    send: (client, question, _token, options) =>
      client.send(new GetPublicAccessBlockCommand({ AccountId: textOf(question, 'AccountId') }), options),
    absent: { NoSuchPublicAccessBlockConfiguration: { PublicAccessBlockConfiguration: null } },
    items: (document) => (isJsonObject(document.PublicAccessBlockConfiguration) ? 1 : 0),
  },
];

/** An endpoint that was configured may serve no host name for each account, which is what the client would ask for. */
const AS_CONFIGURED: Pick<S3ControlClientConfig, 'endpointProvider'> = {
  endpointProvider: ({ Endpoint }) => ({ url: new URL(Endpoint ?? '') }),
};

export const s3Control = service<S3ControlClient>({
  name: 's3control',
  title: 'Public access to S3',
  scope: 'global',
  client: (config) => new S3ControlClient({ ...config, ...(config.customEndpoint ? AS_CONFIGURED : {}) }),
  operations,
});
