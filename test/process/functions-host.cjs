/**
 * A stand-in for the Functions worker: answers `@azure/functions-core` to the built app, lets it register its functions,
 * and invokes one through the library's own conversions.
 *   node functions-host.cjs <main.js> [<function> <http request as JSON>]
 * Prints one JSON object: what was registered, and the response as the host would get it.
 */
const Module = require('node:module');
const { pathToFileURL } = require('node:url');

const registered = new Map();
let model;
const core = {
  version: '3.13.0',
  hostVersion: '4.1048.200',
  registerFunction: (metadata, callback) => {
    registered.set(metadata.name, { metadata, callback });
    return new core.Disposable(() => {});
  },
  registerHook: () => new core.Disposable(() => {}),
  setProgrammingModel: (chosen) => {
    model = chosen;
  },
  getProgrammingModel: () => model,
  log: () => {},
  Disposable: class {
    constructor(dispose) {
      this.dispose = dispose;
    }
  },
};

const load = Module._load;
Module._load = (request, ...rest) => (request === '@azure/functions-core' ? core : load(request, ...rest));

async function main([app, name, request]) {
  await import(pathToFileURL(app).href);
  const functions = [...registered.values()].map(({ metadata }) => ({
    name: metadata.name,
    bindings: Object.values(metadata.bindings),
  }));
  const response = name === undefined ? undefined : await invoke(registered.get(name), JSON.parse(request));
  process.stdout.write(JSON.stringify({ model: model?.name, functions, response }), () => process.exit(0));
}

async function invoke({ metadata, callback }, http) {
  const [trigger] = Object.entries(metadata.bindings).find(([, { type }]) => /trigger$/i.test(type));
  const invocation = model.getInvocationModel({
    invocationId: 'invocation-1',
    metadata,
    request: { invocationId: 'invocation-1', inputData: [{ name: trigger, data: { http } }] },
    log: () => {},
    state: 'invocation',
  });
  const { context, inputs } = await invocation.getArguments();
  const result = await invocation.invokeFunction(context, inputs, callback);
  return (await invocation.getResponse(context, result)).returnValue.http;
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(1);
});
