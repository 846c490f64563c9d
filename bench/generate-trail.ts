import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createGzip } from 'node:zlib';

const ACCOUNT = '111122223333';
export const LEAKED_KEY = 'AKIARTX3GSDS3KRTBKSH';
export const LEAKED_USER = `arn:aws:iam::${ACCOUNT}:user/build`;
export const TAKEN_ROLE = `arn:aws:iam::${ACCOUNT}:role/deploy`;

const SERVICES = [
  's3',
  'ec2',
  'sqs',
  'dynamodb',
  'kms',
  'secretsmanager',
  'lambda',
  'logs',
  'monitoring',
  'ecs',
];
const ACTIONS = ['Describe', 'List', 'Get', 'Put', 'Decrypt', 'Receive', 'Batch'];
const AGENTS = [
  'aws-sdk-go-v2/1.30.3 os/linux lang/go#1.22.5 md/GOOS#linux md/GOARCH#amd64 api/s3#1.58.2',
  'aws-cli/2.17.9 md/awscrt#0.20.11 ua/2.0 os/linux#6.1 md/arch#x86_64 lang/python#3.11.9 md/pyimpl#CPython cfg/retry-mode#standard',
  'Boto3/1.34.144 md/Botocore#1.34.144 ua/2.0 os/linux#5.10 md/arch#x86_64 lang/python#3.12.4',
  'AWS Internal',
];

/** The same numbers for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export interface TrailSize {
  readonly events: number;
  readonly eventsPerFile: number;
  readonly users: number;
  readonly roles: number;
}

/**
 * Writes an archive as CloudTrail leaves it in a bucket: folders by day, gzip files of `Records`. Events are of the size
 * and shape of real ones. Among them, a leaked key assumes a role from a network of its own.
 * @returns bytes before compression
 */
export async function generateTrail(folder: string, size: TrailSize): Promise<number> {
  const random = randomOf(7);
  let bytes = 0;
  for (let from = 0, file = 0; from < size.events; from += size.eventsPerFile, file++) {
    const day = join(
      folder,
      'AWSLogs',
      ACCOUNT,
      'CloudTrail',
      'eu-central-1',
      '2026',
      '11',
      String(1 + (file % 20)).padStart(2, '0'),
    );
    mkdirSync(day, { recursive: true });
    const gzip = createGzip({ level: 1 });
    const out = createWriteStream(
      join(day, `${ACCOUNT}_CloudTrail_eu-central-1_${String(file).padStart(6, '0')}.json.gz`),
    );
    gzip.pipe(out);
    const records: string[] = [];
    for (let n = from; n < Math.min(size.events, from + size.eventsPerFile); n++)
      records.push(JSON.stringify(n % 10_007 === 5 ? leaked(n) : ordinary(n, random, size)));
    const text = `{"Records":[${records.join(',')}]}`;
    bytes += text.length;
    gzip.end(text);
    await once(out, 'close');
  }
  return bytes;
}

function timeOf(n: number): string {
  return new Date(Date.UTC(2026, 10, 1) + n * 1_500)
    .toISOString()
    .replace('.000', '')
    .replace(/\.\d{3}Z/, 'Z');
}

function hex(n: number): string {
  return n.toString(16).padStart(12, '0');
}

function ordinary(n: number, random: () => number, { users, roles }: TrailSize): object {
  const pick = (count: number) => Math.floor(random() ** 2 * count);
  const service = SERVICES[pick(SERVICES.length)] ?? 's3';
  const action = `${ACTIONS[pick(ACTIONS.length)]}${service[0]?.toUpperCase()}Thing${pick(9)}`;
  const asRole = random() < 0.8;
  const role = `service-${pick(roles)}`;
  const user = `person-${pick(users)}`;
  const assumes = random() < 0.05;
  // Everybody has a few roles of its own to assume.
  const own = Number((asRole ? role : user).replace(/\D/g, ''));
  const session = `i-0${hex(pick(2_000))}`;
  const identity = asRole
    ? {
        type: 'AssumedRole',
        principalId: `AROARTX3GSDSQXAMPL44:${session}`,
        arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/${session}`,
        accountId: ACCOUNT,
        accessKeyId: `ASIARTX3GSDS${String(pick(20_000)).padStart(8, 'A')}`,
        sessionContext: {
          sessionIssuer: {
            type: 'Role',
            principalId: 'AROARTX3GSDSQXAMPL44',
            arn: `arn:aws:iam::${ACCOUNT}:role/${role}`,
            accountId: ACCOUNT,
            userName: role,
          },
          attributes: { creationDate: timeOf(n - 600), mfaAuthenticated: 'false' },
        },
      }
    : {
        type: 'IAMUser',
        principalId: 'AIDARTX3GSDSQXAMPL22',
        arn: `arn:aws:iam::${ACCOUNT}:user/${user}`,
        accountId: ACCOUNT,
        accessKeyId: `AKIARTX3GSDS${user
          .slice(-4)
          .padStart(8, 'B')
          .toUpperCase()
          .replace(/[^A-Z2-7]/g, '7')}`,
        userName: user,
      };
  return event(n, identity, {
    eventSource: assumes ? 'sts.amazonaws.com' : `${service}.amazonaws.com`,
    eventName: assumes ? 'AssumeRole' : action,
    sourceIPAddress: `203.0.113.${pick(250)}`,
    userAgent: AGENTS[pick(AGENTS.length)],
    ...(random() < 0.03
      ? { errorCode: 'AccessDenied', errorMessage: 'User is not authorized to perform this.' }
      : {}),
    requestParameters: assumes
      ? {
          roleArn: `arn:aws:iam::${ACCOUNT}:role/service-${(own * 31 + pick(3)) % roles}`,
          roleSessionName: session,
        }
      : {
          bucketName: `bucket-${pick(100)}`,
          Host: 's3.eu-central-1.amazonaws.com',
          prefix: `data/${hex(n)}`,
          'encoding-type': 'url',
        },
    responseElements: null,
  });
}

function leaked(n: number): object {
  return event(
    n,
    {
      type: 'IAMUser',
      principalId: 'AIDARTX3GSDSQXAMPL22',
      arn: LEAKED_USER,
      accountId: ACCOUNT,
      accessKeyId: LEAKED_KEY,
      userName: 'build',
    },
    {
      eventSource: 'sts.amazonaws.com',
      eventName: 'AssumeRole',
      sourceIPAddress: '198.51.100.77',
      userAgent: AGENTS[1],
      requestParameters: { roleArn: TAKEN_ROLE, roleSessionName: 'night' },
      responseElements: {
        credentials: {
          accessKeyId: `ASIARTX3GSDS${String(n).padStart(8, 'Z')}`,
          sessionToken: 'IQoJb3JpZ2luX2VjE-not-a-real-token',
          expiration: 'Nov 22, 2026, 1:00:00 PM',
        },
        assumedRoleUser: {
          arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/night`,
          assumedRoleId: 'AROARTX3GSDSQXAMPL44:night',
        },
      },
    },
  );
}

function event(n: number, userIdentity: object, rest: object): object {
  return {
    eventVersion: '1.09',
    userIdentity,
    eventTime: timeOf(n),
    awsRegion: 'eu-central-1',
    ...rest,
    additionalEventData: {
      SignatureVersion: 'SigV4',
      CipherSuite: 'TLS_AES_128_GCM_SHA256',
      bytesTransferredIn: 0,
      AuthenticationMethod: 'AuthHeader',
      bytesTransferredOut: 1_337,
    },
    requestID: `${hex(n)}-aaaa-4bbb-8ccc-${hex(n)}`,
    eventID: `${hex(n)}-dddd-4eee-8fff-${hex(n)}`,
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: 'Management',
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: 's3.eu-central-1.amazonaws.com',
    },
  };
}
