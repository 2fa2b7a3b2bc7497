import type { StepKit } from '../../steps/define-step.ts';
import { conversationsSchema } from './conversations-schema.ts';
import { flowSchema } from './flow-schema.ts';
import type { JsonSchema } from './json-schema.ts';
import { contactsSchema, environmentSchema, linesSchema, schedulesSchema } from './workspace-schemas.ts';

/** The files that people write, each with its JSON Schema. */
export const schemaNames = ['flow', 'lines', 'contacts', 'schedules', 'environment', 'tests'] as const;
export type SchemaName = (typeof schemaNames)[number];

/** JSON Schemas (2020-12) of everything that people write, made from what the checker itself reads. */
export function jsonSchemas(kits: ReadonlyMap<string, StepKit>): { readonly [name in SchemaName]: JsonSchema } {
  return {
    flow: flowSchema(kits),
    lines: linesSchema(),
    contacts: contactsSchema(),
    schedules: schedulesSchema(),
    environment: environmentSchema(),
    tests: conversationsSchema(),
  };
}
