/**
 * A stand-in for the Functions worker: answers `@azure/functions-core` to the built app, lets it register its functions,
 * and invokes one through the library's own conversions.
 *   node functions-host.cjs <main.js> [<function> <input as JSON>]
 * The input is an HTTP request, for a queue's function `{ text, dequeueCount }`, for a timer anything.
 * Prints one JSON object: what was registered, and the response or the failure as the host would get it.
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

async function main([app, name, input]) {
  await import(pathToFileURL(app).href);
  const functions = [...registered.values()].map(({ metadata }) => ({
    name: metadata.name,
    bindings: Object.values(metadata.bindings),
  }));
  const ended = name === undefined ? {} : await invoke(registered.get(name), JSON.parse(input));
  process.stdout.write(JSON.stringify({ model: model?.name, functions, ...ended }), () => process.exit(0));
}

async function invoke({ metadata, callback }, input) {
  const [trigger, { type }] = Object.entries(metadata.bindings).find(([, binding]) => /trigger$/i.test(binding.type));
  const { data, triggerMetadata } = spoken(type, input);
  const invocation = model.getInvocationModel({
    invocationId: 'invocation-1',
    metadata,
    request: { invocationId: 'invocation-1', inputData: [{ name: trigger, data }], triggerMetadata },
    log: () => {},
    state: 'invocation',
  });
  const { context, inputs } = await invocation.getArguments();
  try {
    const result = await invocation.invokeFunction(context, inputs, callback);
    return { response: (await invocation.getResponse(context, result)).returnValue?.http };
  } catch (error) {
    return { failure: String(error) };
  }
}

/** The input as the host sends it to its worker. */
function spoken(type, input) {
  switch (type) {
    case 'httpTrigger':
      return { data: { http: input } };
    case 'queueTrigger': // The host has taken the base64 off; the library parses what is JSON.
      return { data: { string: input.text }, triggerMetadata: { DequeueCount: { json: String(input.dequeueCount) } } };
    default:
      return { data: { json: JSON.stringify(input) } };
  }
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(1);
});
