import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import type { RelationKind } from '../../schema/kinds/relation-kinds.ts';
import type { AwsClientConfig } from './session.ts';

/** One call to make: what is asked for, and what is sent besides but is no part of the question (a job's id). */
export interface Question {
  readonly parameters: JsonObject;
  readonly sent?: JsonObject;
}

/** What earlier operations of the same service and region left for later ones, by operation. */
export type Earlier = (
  operation: string,
) => readonly { readonly parameters: JsonObject; readonly kept: Json }[];

/** The answer to who is calling counts as an earlier one of every service: what is kept of it is the account's id. */
export const IDENTITY = 'sts:GetCallerIdentity';

/** How one call is carried out; everything around it (retry, resume, redaction, recording) is not its business. */
export interface SendOptions {
  readonly abortSignal: AbortSignal;
}

/**
 * One operation of AWS as a record: what it is called, what it needs, what stays hidden without it, and how one page of
 * it is asked for. Adding one is adding a record to its service's file.
 */
export interface Operation<Client = unknown> {
  /** `iam:ListAccessKeys`, in AWS's own spelling. */
  readonly operation: string;
  /** The IAM permission it needs. */
  readonly permission: string;
  /** Kinds of relation that cannot be known fully without its answers. */
  readonly hides: readonly RelationKind[];
  /** Asked once where absent; else once for each question that follows from earlier answers. */
  readonly each?: (earlier: Earlier) => readonly Question[];
  /** Operations whose answers `each` reads. */
  readonly after?: readonly string[];
  /** Sends one page. `token` is null for the first. */
  readonly send: (
    client: Client,
    question: Question,
    token: string | null,
    options: SendOptions,
  ) => Promise<object>;
  /** The token of the next page, if there is one. */
  readonly next?: (document: JsonObject) => Json | undefined;
  /** True once an asynchronous job is done; until then the call is repeated with growing pauses. */
  readonly ready?: (document: JsonObject) => boolean;
  /** The reason why an answer that arrived is a failure all the same, else null. */
  readonly failure?: (document: JsonObject) => string | null;
  /** Provider errors that are answers: there is none. By error code, with the document that says so. */
  readonly absent?: Readonly<Record<string, JsonObject>>;
  /** Records in one page. */
  readonly items: (document: JsonObject) => number;
  /** The little that later operations need of a page. */
  readonly keep?: (document: JsonObject, parameters: JsonObject) => Json;
  /** Questions that an own answer brings, by what was kept of it: the children of a node in a tree. */
  readonly brings?: (kept: Json) => readonly Question[];
  /** Starts a job whose result that operation fetches: a recorded answer is only good while the result is recorded too. */
  readonly starts?: string;
  /** Calls in flight at most, where the service bears less than usual. */
  readonly inFlight?: number;
}

/** One AWS service: how its client is made and its operations, in the order they are asked. */
export interface Service<Client = unknown> {
  readonly name: string;
  readonly title: string;
  /** `global` is asked once for the account, `region` once for each region. */
  readonly scope: 'global' | 'region';
  readonly client: (config: AwsClientConfig) => Client & { destroy(): void };
  readonly operations: readonly Operation<Client>[];
}

/** Lets services with different clients stand in one list; each only ever meets its own client. */
export function service<Client>(declaration: Service<Client>): Service {
  return declaration as unknown as Service;
}

/** A list inside an answer, empty where it is missing or is none. */
export function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/** A member of each object in a list inside an answer, where it is text. */
export function members(items: Json | undefined, name: string): string[] {
  return list(items).flatMap((item) =>
    isJsonObject(item) && typeof item[name] === 'string' ? [item[name]] : [],
  );
}

/** Names that earlier pages of an operation kept as a list, each once. */
export function keptNames(earlier: Earlier, operation: string): string[] {
  const all = earlier(operation).flatMap((page) =>
    list(page.kept).filter((item) => typeof item === 'string'),
  );
  return [...new Set(all)];
}

/** What a question asks about, or sends besides. */
export function textOf(question: Question, name: string): string {
  const value = question.parameters[name] ?? question.sent?.[name];
  return typeof value === 'string' ? value : '';
}

/** The same where it is a list of texts. */
export function textsOf(question: Question, name: string): string[] {
  return list(question.parameters[name]).filter((item) => typeof item === 'string');
}

/** Names in order, so many at a time: the same names always make the same questions, which a resumed collection needs. */
export function batches(names: readonly string[], size: number): string[][] {
  const sorted = names.toSorted();
  return Array.from({ length: Math.ceil(sorted.length / size) }, (_, index) =>
    sorted.slice(index * size, (index + 1) * size),
  );
}
