import { isJsonObject, type Json } from '../../../schema/json.ts';
import { pointer as jsonPointer } from '../../../schema/json-pointer.ts';
import type { Test, TestValue } from './compiled.ts';
import { expandsVariables, type Operator, readOperator } from './condition-operator.ts';
import { readPolicyDate } from './policy-date.ts';
import { prepareValue, readNumber } from './policy-value.ts';
import { fixedParts, readTemplate } from './policy-variable.ts';
import type { StatementPlace } from './statement-place.ts';

/** Compiles a Condition element into the tests that must all hold. */
export function compileConditions(
  json: Json | undefined,
  path: string,
  place: StatementPlace,
): readonly Test[] {
  if (json === undefined) return [];
  if (!isJsonObject(json)) {
    place.report(path, 'Condition is an object of operators');
    return [];
  }
  const tests: Test[] = [];
  for (const [name, keys] of Object.entries(json)) {
    const at = `${path}${jsonPointer(name)}`;
    const operator = readOperator(name);
    if (operator === null) place.report(at, `there is no condition operator "${name}"`);
    else if (!isJsonObject(keys)) place.report(at, 'an operator holds an object of condition keys');
    else
      for (const [key, values] of Object.entries(keys)) {
        const test = compileTest(operator, key, values, `${at}${jsonPointer(key)}`, place);
        if (test !== null) tests.push(test);
      }
  }
  return tests;
}

function compileTest(
  operator: Operator,
  key: string,
  json: Json | undefined,
  path: string,
  place: StatementPlace,
): Test | null {
  const items: readonly Json[] = Array.isArray(json) ? json : [json as Json];
  const values: TestValue[] = [];
  for (const item of items) {
    if (typeof item !== 'string' && typeof item !== 'number' && typeof item !== 'boolean') {
      place.report(path, 'a condition compares with text, a number, a boolean or a list of these');
      return null;
    }
    const value = compileValue(operator, String(item), place.variables);
    if (value === null) {
      place.report(path, `${operator.name} cannot compare with ${JSON.stringify(item)}`);
      return null;
    }
    values.push(value);
  }
  const hasVariables = values.some(({ template }) => template !== null);
  return { operator, key, lowerKey: key.toLowerCase(), values, hasVariables };
}

function compileValue(operator: Operator, text: string, variables: boolean): TestValue | null {
  const { family } = operator;
  if (family === 'null' || family === 'bool') {
    const lower = text.toLowerCase();
    const boolean = lower === 'true' || lower === 'false';
    if (boolean)
      return {
        text: lower,
        matches: prepareValue(operator, [{ text, literal: true }]),
        template: null,
        number: null,
      };
    if (family === 'null') return null;
  }
  const template = variables && expandsVariables(family) ? readTemplate(text) : null;
  const parts = template === null ? [{ text, literal: false }] : fixedParts(template);
  if (parts === null) return { text, matches: null, template, number: null };
  if (family === 'bool') return null;
  const matches = prepareValue(operator, parts);
  if (matches === null) return null;
  const number = family === 'numeric' ? readNumber(text) : family === 'date' ? readPolicyDate(text) : null;
  return { text, matches, template: null, number };
}
