import type { Json, JsonObject } from '../../schema/json.ts';

/**
 * An event from a row that Athena gave for a table of CloudTrail logs, as the CloudTrail user guide creates it: columns
 * in lower case, structures as `{name=value, …}` without quotes, request parameters and response as JSON text.
 */
export function eventOfAthenaRow(header: readonly string[], cells: readonly string[]): JsonObject {
  const event: { [name: string]: Json } = {};
  const identity: { [name: string]: Json } = {};
  header.forEach((column, index) => {
    const cell = cells[index] ?? '';
    const name = NAMES.get(column);
    if (cell === '' || cell === 'null') return;
    if (column === 'useridentity') Object.assign(identity, structure(cell));
    else if (column.startsWith('useridentity'))
      identity[memberName(column.slice('useridentity'.length + 1))] = cell;
    else if (name === undefined) {
      const member = IDENTITY.get(column);
      if (member !== undefined) identity[member] = cell;
    } else event[name] = JSON_COLUMNS.has(column) ? jsonOr(cell) : cell;
  });
  return { ...event, userIdentity: identity };
}

/** Whether a first row is the header of such a table. */
export function isAthenaHeader(header: readonly string[]): boolean {
  return header.includes('eventname') && header.includes('eventtime');
}

const NAMES = new Map(
  'eventVersion eventTime eventSource eventName awsRegion sourceIPAddress userAgent errorCode errorMessage requestParameters responseElements requestID eventID readOnly eventType recipientAccountId resources'
    .split(' ')
    .map((name) => [name.toLowerCase(), name]),
);
const JSON_COLUMNS = new Set(['requestparameters', 'responseelements', 'resources']);
const MEMBERS =
  'type principalId arn accountId accessKeyId userName invokedBy identityProvider sessionContext sessionIssuer attributes mfaAuthenticated creationDate webIdFederationData federatedProvider sourceIdentity ec2RoleDelivery'.split(
    ' ',
  );
const MEMBER_NAMES = new Map(MEMBERS.map((name) => [name.toLowerCase(), name]));
/** Columns that a query names when it takes one member of the identity. */
const IDENTITY = new Map(
  'type principalId arn accountId accessKeyId userName invokedBy identityProvider'
    .split(' ')
    .map((name) => [name.toLowerCase(), name]),
);

function memberName(lower: string): string {
  return MEMBER_NAMES.get(lower) ?? lower;
}

function jsonOr(cell: string): Json {
  try {
    return JSON.parse(cell) as Json;
  } catch {
    return cell.startsWith('[') ? listOfStructures(cell) : cell;
  }
}

/** `[{arn=…, accountid=…, type=…}, …]` */
function listOfStructures(text: string): Json {
  return [...text.matchAll(/\{[^{}]*\}/g)].map(([item]) => structure(item));
}

/** `{type=AssumedRole, sessioncontext={sessionissuer={…}}}`; JSON where the query made JSON of it. */
function structure(text: string): JsonObject {
  if (/^\{\s*"/.test(text)) {
    try {
      return JSON.parse(text) as JsonObject;
    } catch {
      return {};
    }
  }
  return parseStructure(text, { at: 0 });
}

function parseStructure(text: string, place: { at: number }): JsonObject {
  const members: { [name: string]: Json } = {};
  place.at++;
  while (place.at < text.length && text[place.at] !== '}') {
    const equals = text.indexOf('=', place.at);
    if (equals < 0) break;
    const name = memberName(text.slice(place.at, equals).trim().toLowerCase());
    place.at = equals + 1;
    if (text[place.at] === '{') members[name] = parseStructure(text, place);
    else {
      const end = valueEnd(text, place.at);
      const value = text.slice(place.at, end).trim();
      place.at = end;
      if (value !== 'null' && value !== '') members[name] = value;
    }
    while (text[place.at] === ',' || text[place.at] === ' ') place.at++;
  }
  place.at++;
  return members;
}

/** A value may hold commas of its own: it ends where another `name=` or the closing brace follows. */
function valueEnd(text: string, from: number): number {
  const end = /, [a-z0-9]+=|\}/g;
  end.lastIndex = from;
  const match = end.exec(text);
  return match ? match.index : text.length;
}
