import { BUILD_PROJECTS, type BuildProject } from '../estate/workloads.ts';
import type { AnswerObject, Handler } from '../protocol/call.ts';

function project(one: BuildProject): AnswerObject {
  return {
    name: one.name,
    arn: one.arn,
    description: one.description,
    source: { type: 'GITHUB', location: one.repository, buildspec: 'buildspec.yml', gitCloneDepth: 1 },
    artifacts: { type: 'NO_ARTIFACTS' },
    environment: {
      type: 'LINUX_CONTAINER',
      image: 'aws/codebuild/standard:7.0',
      computeType: 'BUILD_GENERAL1_SMALL',
      environmentVariables: Object.entries(one.environment).map(([name, value]) => ({
        name,
        value,
        type: 'PLAINTEXT',
      })),
      privilegedMode: false,
    },
    serviceRole: one.role,
    timeoutInMinutes: 30,
    created: new Date(one.created),
    tags: [],
  };
}

export const codebuild: Readonly<Record<string, Handler>> = {
  'codebuild:ListProjects': () => ({ projects: BUILD_PROJECTS.map((one) => one.name) }),
  'codebuild:BatchGetProjects': ({ parameters }) => {
    const names = Array.isArray(parameters.names) ? parameters.names.map(String) : [];
    const found = BUILD_PROJECTS.filter((one) => names.includes(one.name));
    return {
      projects: found.map(project),
      projectsNotFound: names.filter((name) => !found.some((one) => one.name === name)),
    };
  },
};
