import { z } from 'zod';
import { type ArmScope, evaluate, isRecord } from './arm-expression.ts';

const anything = z.record(z.string(), z.unknown());

const armResource = z.looseObject({
  type: z.string(),
  apiVersion: z.string(),
  name: z.string(),
  copy: z
    .object({ name: z.string(), count: z.union([z.number(), z.string()]) })
    .loose()
    .optional(),
  properties: z.union([anything, z.string()]).optional(),
});

const armParameter = z.looseObject({
  type: z.string(),
  defaultValue: z.unknown().optional(),
  allowedValues: z.array(z.unknown()).optional(),
  metadata: z.looseObject({ description: z.string().optional() }).optional(),
});

/** An ARM template as the Bicep compiler writes it. */
export const armTemplate = z.looseObject({
  parameters: z.record(z.string(), armParameter).default({}),
  variables: anything.default({}),
  resources: z.array(armResource),
  outputs: z.record(z.string(), z.looseObject({ value: z.unknown() })).default({}),
});

export type ArmTemplate = z.infer<typeof armTemplate>;
type ArmResource = z.infer<typeof armResource>;

/** What Azure would be asked to create, all expressions worked out. */
export interface PlannedResource {
  readonly type: string;
  /** With the names of the resources that it lies in: `account/default/recordings`. */
  readonly name: string;
  readonly properties: { readonly [key: string]: unknown };
  readonly whole: { readonly [key: string]: unknown };
}

export interface Plan {
  readonly resources: readonly PlannedResource[];
  readonly outputs: { readonly [name: string]: unknown };
}

export type Parameters = { readonly [name: string]: unknown };

const nested = 'Microsoft.Resources/deployments';

/** Plays a template with its modules as Azure would, as far as that goes without Azure: what a resource answers is `azureGives`. */
export function playDeployment(template: ArmTemplate, parameters: Parameters): Plan {
  const resources: PlannedResource[] = [];
  const modules = new Map<string, Plan>();

  const scope: ArmScope = {
    parameter: (name) => {
      if (name in parameters) return parameters[name];
      const declared = template.parameters[name];
      if (!declared || !('defaultValue' in declared)) throw new Error(`The parameter ${name} is not given.`);
      return evaluate(declared.defaultValue, scope);
    },
    variable: (name) => {
      if (!(name in template.variables)) throw new Error(`There is no variable ${name}.`);
      return evaluate(template.variables[name], scope);
    },
    reference: (id) => {
      const name = id.split('/').at(-1) ?? '';
      if (!id.includes(`/${nested}/`)) return azureGives(id);
      return { outputs: Object.fromEntries(Object.entries(play(name).outputs).map(([key, value]) => [key, { value }])) };
    },
  };

  /** A module is played when it is first asked for: templates list them in any order. */
  const play = (name: string): Plan => {
    const played = modules.get(name);
    if (played) return played;
    const found = template.resources.find((resource) => resource.type === nested && resource.name === name);
    if (!found) throw new Error(`There is no module ${name}.`);
    const { template: inner, parameters: given } = z
      .object({ template: armTemplate, parameters: anything.default({}) })
      .parse(found.properties);
    const values = Object.entries(given).map(([key, value]) => [
      key,
      z.object({ value: z.unknown() }).parse(evaluate(value, scope)).value,
    ]);
    const plan = playDeployment(inner, Object.fromEntries(values));
    modules.set(name, plan);
    resources.push(...plan.resources);
    return plan;
  };

  for (const resource of template.resources) {
    if (resource.type === nested) play(resource.name);
    else resources.push(...planned(resource, scope));
  }
  const outputs = Object.entries(template.outputs).map(([name, { value }]) => [name, evaluate(value, scope)]);
  return { resources, outputs: Object.fromEntries(outputs) };
}

function planned(resource: ArmResource, scope: ArmScope): PlannedResource[] {
  const { copy, ...one } = resource;
  const count = copy === undefined ? 1 : Number(evaluate(copy.count, scope));
  return Array.from({ length: count }, (_, copyIndex) => {
    const whole = anything.parse(evaluate(one, copy === undefined ? scope : { ...scope, copyIndex }));
    const properties = isRecord(whole.properties) ? whole.properties : {};
    return { type: one.type, name: String(whole.name), properties, whole };
  });
}

export const givenIdentity = {
  clientId: '22222222-3333-4444-8555-666666666666',
  principalId: '33333333-4444-4555-8666-777777777777',
};

/** What Azure answers about a resource once it is there, in the spelling that it really has: ports and slashes included. */
function azureGives(id: string): unknown {
  const [, type = '', name = ''] = /\/providers\/([^/]+\/[^/]+)\/([^/]+)$/.exec(id) ?? [];
  switch (type) {
    case 'Microsoft.ManagedIdentity/userAssignedIdentities':
      return givenIdentity;
    case 'Microsoft.DocumentDB/databaseAccounts':
      return { documentEndpoint: `https://${name}.documents.azure.com:443/` };
    case 'Microsoft.Storage/storageAccounts':
      return {
        primaryEndpoints: Object.fromEntries(
          ['blob', 'queue', 'table'].map((service) => [service, `https://${name}.${service}.core.windows.net/`]),
        ),
      };
    case 'Microsoft.Insights/components':
      return {
        ConnectionString: `InstrumentationKey=44444444-5555-4666-8777-888888888888;IngestionEndpoint=https://in.example/`,
      };
    case 'Microsoft.Web/sites':
      return { defaultHostName: `${name}.azurewebsites.net` };
    default:
      throw new Error(`Nobody has written down what Azure answers about ${type}.`);
  }
}
