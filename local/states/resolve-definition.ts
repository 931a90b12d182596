import * as z from 'zod';

/** The template's state machine is missing or written in a way that cannot be resolved without CloudFormation. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

/** Gives the local value of `Ref` (no attribute) or `Fn::GetAtt`; for a function's ARN: its local name. */
export type Resolve = (logicalId: string, attribute: string | undefined) => string;

const reference = z.strictObject({ Ref: z.string() });
const attribute = z.strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) });
const part = z.union([z.string(), reference, attribute]);
const join = z.strictObject({ 'Fn::Join': z.tuple([z.literal(''), z.array(part)]) });
const stateMachine = z.object({
  Type: z.literal('AWS::StepFunctions::StateMachine'),
  Properties: z.object({ DefinitionString: z.union([z.string(), join]) }),
});
const template = z.object({ Resources: z.record(z.string(), z.unknown()) });

/**
 * The DefinitionString of a state machine in a synthesized CloudFormation template, as plain text.
 * @throws TemplateError when there is no such state machine, or it is written with more than Join, Ref and GetAtt
 */
export function resolveDefinition(synthesized: unknown, logicalId: string, resolve: Resolve): string {
  const resources = template.safeParse(synthesized).data?.Resources ?? {};
  const machine = stateMachine.safeParse(resources[logicalId]);
  if (!machine.success) {
    throw new TemplateError(
      `"${logicalId}" must be a state machine in the template, with a DefinitionString of text, Fn::Join, Ref and Fn::GetAtt.`,
    );
  }
  const text = machine.data.Properties.DefinitionString;
  return typeof text === 'string'
    ? text
    : text['Fn::Join'][1].map((each) => resolvePart(each, resolve)).join('');
}

function resolvePart(each: z.infer<typeof part>, resolve: Resolve): string {
  if (typeof each === 'string') return each;
  if ('Ref' in each) return each.Ref === 'AWS::Partition' ? 'aws' : resolve(each.Ref, undefined);
  return resolve(...each['Fn::GetAtt']);
}
