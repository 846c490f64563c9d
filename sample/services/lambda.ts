import { FUNCTIONS, type LambdaFunction } from '../estate/workloads.ts';
import { type AnswerObject, AwsError, type Handler, page, textParameter } from '../protocol/call.ts';

function configuration(one: LambdaFunction): AnswerObject {
  return {
    FunctionName: one.name,
    FunctionArn: one.arn,
    Runtime: one.runtime,
    Role: one.role,
    Handler: 'index.handler',
    Description: one.description,
    Timeout: 15,
    MemorySize: 256,
    LastModified: one.modified,
    Version: '$LATEST',
    Environment: { Variables: one.environment },
    TracingConfig: { Mode: 'PassThrough' },
    PackageType: 'Zip',
    Architectures: ['arm64'],
  };
}

export const lambda: Readonly<Record<string, Handler>> = {
  'lambda:ListFunctions': ({ parameters }) => {
    const { items, next } = page(FUNCTIONS, textParameter(parameters, 'Marker'), parameters.MaxItems, 1);
    return { Functions: items.map(configuration), NextMarker: next ?? null };
  },
  'lambda:GetPolicy': ({ parameters }) => {
    const name = textParameter(parameters, 'FunctionName');
    const found = FUNCTIONS.find((one) => one.name === name || one.arn === name);
    if (found === undefined)
      throw new AwsError('ResourceNotFoundException', 404, `Function not found: ${name}`);
    if (found.policy === null)
      throw new AwsError('ResourceNotFoundException', 404, 'The resource you requested does not exist.');
    return { Policy: JSON.stringify(found.policy), RevisionId: '6f7c6c1e-0a38-4d0e-8a51-3a0d4d3b6c0e' };
  },
};
