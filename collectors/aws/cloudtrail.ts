import { setTimeout } from 'node:timers/promises';
import {
  CloudTrailClient,
  type LookupAttribute,
  LookupEventsCommand,
  type LookupEventsCommandOutput,
} from '@aws-sdk/client-cloudtrail';
import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import { keepableEvent } from '../cloudtrail/redact-event.ts';
import { createReduction } from '../cloudtrail/reduce.ts';
import { readTrailEvent } from '../cloudtrail/trail-event.ts';
import { list, type Service, service, textOf } from './operation.ts';

/** LookupEvents takes two requests a second in each account and region, and gives 50 events a page. */
const PAUSE_MS = 500;
const PAGE = 50;

/** Where events of services without a region are, IAM and the global endpoint of STS among them. */
const GLOBAL_EVENTS = 'us-east-1';

/**
 * The last 90 days of management events of chosen principals and keys. It is no part of `AWS_SERVICES`: it is asked only
 * where somebody names whom to look up.
 */
export function lookupEvents(asked: readonly string[]): Service {
  let free = 0;
  return service<CloudTrailClient>({
    name: 'cloudtrail',
    title: 'Events of chosen principals (CloudTrail)',
    scope: 'region',
    client: (config) => new CloudTrailClient(config),
    operations: [
      {
        operation: 'cloudtrail:LookupEvents',
        permission: 'cloudtrail:LookupEvents',
        hides: ['was-seen-assuming', 'was-seen-using'],
        inFlight: 1,
        each: () => [...new Set(asked)].sort().map((word) => ({ parameters: attributeFor(word) })),
        send: async (client, question, token, options) => {
          const wait = free - Date.now();
          if (wait > 0) await setTimeout(wait, undefined, { signal: options.abortSignal });
          free = Date.now() + PAUSE_MS;
          const attribute = {
            AttributeKey: textOf(question, 'AttributeKey'),
            AttributeValue: textOf(question, 'AttributeValue'),
          } as LookupAttribute;
          return withoutValues(
            await client.send(
              new LookupEventsCommand({
                LookupAttributes: [attribute],
                MaxResults: PAGE,
                ...(token === null ? {} : { NextToken: token }),
              }),
              options,
            ),
          );
        },
        next: (page) => page.NextToken,
        items: (page) => list(page.Records).length,
      },
    ],
  });
}

/** The regions to look in: those that are collected, and the one that global services write to. */
export function lookupRegions(regions: readonly string[]): readonly string[] {
  const elsewhere = regions.some((region) => /^(cn|us-gov|us-iso)/.test(region));
  return elsewhere ? regions : [...new Set([...regions, GLOBAL_EVENTS])];
}

/** A key by its id, a role by its name as a resource (of AssumeRole), anybody else by the name of the user. */
function attributeFor(word: string): JsonObject {
  if (/^A[KS]IA[A-Z0-9]{12,}$/.test(word)) return { AttributeKey: 'AccessKeyId', AttributeValue: word };
  if (/:role\//.test(word)) return { AttributeKey: 'ResourceName', AttributeValue: word };
  return { AttributeKey: 'Username', AttributeValue: word.slice(word.lastIndexOf('/') + 1) };
}

/** The page as it may be stored: events without the values that callers wrote, and what they come to. */
function withoutValues({ Events: events, NextToken: next, $metadata }: LookupEventsCommandOutput): object {
  const reduction = createReduction();
  const records: JsonObject[] = [];
  for (const { CloudTrailEvent: quoted } of events ?? []) {
    const json = parsed(quoted);
    const event = json ? readTrailEvent(json) : null;
    if (!json || !event) continue;
    records.push(keepableEvent(json));
    reduction.add(event);
  }
  const page: { [name: string]: Json } = { Records: records };
  for (const document of reduction.documents())
    for (const [name, value] of Object.entries(document)) {
      if (value === undefined) continue;
      const known = page[name];
      page[name] = Array.isArray(known) && Array.isArray(value) ? [...known, ...value] : value;
    }
  return { ...page, ...(next === undefined ? {} : { NextToken: next }), $metadata };
}

function parsed(text: string | undefined): JsonObject | null {
  try {
    const value = JSON.parse(text ?? '') as Json;
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}
