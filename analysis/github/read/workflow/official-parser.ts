import * as nodeModule from 'node:module';

/**
 * GitHub's own parser imports its grammar as JSON without the import attribute that Node asks for. Bundlers do not mind;
 * where Node loads it itself, a hook for that one package adds the attribute before it is loaded.
 */
const PACKAGE = '/@actions/';

nodeModule.registerHooks?.({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    if (!specifier.endsWith('.json') || !(context.parentURL ?? '').includes(PACKAGE)) return found;
    return { ...found, importAttributes: { ...found.importAttributes, type: 'json' } };
  },
});

const [{ parseWorkflow }, { NoOperationTraceWriter }] = await Promise.all([
  import('@actions/workflow-parser/workflows/workflow-parser'),
  import('@actions/workflow-parser/templates/trace-writer'),
]);

export { NoOperationTraceWriter, parseWorkflow };
