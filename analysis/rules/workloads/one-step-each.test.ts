import { expect, test } from 'vitest';
import { oneStepEach } from './one-step-each.ts';

const step = (says: string, pointer = '/a') => ({ observation: 'sha256:00' as const, pointer, says });

test('what one statement allows is told once, in order, with the resources of each action', () => {
  const told = oneStepEach([
    step('Statement 1 of p allows iam:PassRole on arn:aws:iam::1:role/app.'),
    step('Statement 1 of trust policy of app allows sts:AssumeRole on app to ec2.amazonaws.com.', '/t'),
    step('Statement 1 of p allows lambda:CreateFunction on a function.'),
    step('Statement 1 of p allows lambda:InvokeFunction on a function.'),
    step('Statement 2 of p allows ec2:RunInstances on an image.', '/b'),
    step('Statement 2 of p allows ec2:RunInstances on a subnet.', '/b'),
  ]);
  expect(told.map(({ says }) => says)).toEqual([
    'Statement 1 of p allows iam:PassRole on arn:aws:iam::1:role/app, and lambda:CreateFunction and lambda:InvokeFunction on a function.',
    'Statement 1 of trust policy of app allows sts:AssumeRole on app to ec2.amazonaws.com.',
    'Statement 2 of p allows ec2:RunInstances on an image and a subnet.',
  ]);
});

test('a grant with a condition keeps its own sentence', () => {
  const says = [
    'Statement 1 of p allows iam:PassRole on a role if MFA is present.',
    'Statement 1 of p allows lambda:CreateFunction on a function.',
  ];
  expect(oneStepEach(says.map((each) => step(each))).map((each) => each.says)).toEqual(says);
});
