import { expect, test } from 'vitest';
import { generateMixedEstate, SMALL } from '../../bench/generate-mixed-estate.ts';
import { ask } from '../derive.ts';
import { estatesOf } from '../estates.ts';
import { subjectsOf } from '../providers/registry.ts';
import { CLOUD_RULES } from './kubernetes/cloud/cloud-rules.ts';
import { looksAtClusters, looksOf } from './looks.ts';
import { RULES } from './registry.ts';
import type { Rule, Scene } from './rule.ts';
import { createScene } from './scene.ts';

const whole = createScene(estatesOf(generateMixedEstate(SMALL)));
const subjects = subjectsOf(whole);

/** The scene in which looking at one of these is a mistake. */
function hiding(...names: readonly (keyof Scene)[]): Scene {
  const scene = { ...whole };
  for (const name of names)
    Object.defineProperty(scene, name, {
      get() {
        throw new Error(`looks at ${name}`);
      },
    });
  return scene;
}

/** Rules that look where they are said not to, of those that were asked about something. */
function astray(rules: readonly Rule[], scene: Scene) {
  const wrong = new Set<string>();
  let asked = 0;
  for (const rule of rules)
    for (const subject of subjects[rule.subject]) {
      asked++;
      try {
        ask(rule, subject, scene, []);
      } catch (error) {
        wrong.add(`${rule.id} ${(error as Error).message}`);
      }
    }
  expect(asked).toBeGreaterThan(0);
  return [...wrong];
}

test('rules that look at clusters alone see nothing else', () => {
  const rules = RULES.filter((rule) => looksOf(rule) === 'cluster');
  expect(astray(rules, hiding('aws', 'github', 'administrators', 'growth', 'trusting'))).toEqual([]);
});

test('rules that are not asked again after a change of a cluster do not look at clusters', () => {
  const rules = RULES.filter((rule) => !looksAtClusters(rule));
  expect(astray(rules, hiding('kubernetes'))).toEqual([]);
  expect(CLOUD_RULES.every(looksAtClusters)).toBe(true);
});

test('of AWS, rules about GitHub look at the roles of accounts and their providers alone', () => {
  const told = new Proxy(whole.aws.facts, {
    get(facts, name) {
      // After a change of providers, and of what was collected, everything is derived again.
      if (name === 'providers' || name === 'coverage') return facts[name];
      throw new Error(`looks at ${String(name)} of AWS's facts`);
    },
  });
  const only = new Proxy(whole.aws, {
    get(aws, name) {
      if (name === 'accounts') return aws.accounts;
      if (name === 'facts') return told;
      throw new Error(`looks at ${String(name)} of AWS`);
    },
  });
  const rules = RULES.filter((rule) => looksOf(rule) === 'organization');
  const scene = hiding('kubernetes', 'administrators', 'growth', 'trusting');
  Object.defineProperty(scene, 'aws', { value: only });
  expect(astray(rules, scene)).toEqual([]);
});

test('a rule that looks astray is named', () => {
  const rules = RULES.filter((rule) => looksOf(rule) === 'itself');
  expect(astray(rules, hiding('administrators'))).toContain('aws-administrator looks at administrators');
});
