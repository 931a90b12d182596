import { describe, expect, it } from 'vitest';
import { type Resolve, resolveDefinition, TemplateError } from '../../../local/states/resolve-definition.ts';

const resolve: Resolve = (logicalId, attribute) =>
  attribute === undefined ? logicalId : `${logicalId}/${attribute}`;

function templateWith(DefinitionString: unknown, Type = 'AWS::StepFunctions::StateMachine'): unknown {
  return { Resources: { Window: { Type, Properties: { DefinitionString } } } };
}

describe('resolveDefinition', () => {
  it('joins text, the partition, references and attributes', () => {
    const parts = [
      'arn:',
      { Ref: 'AWS::Partition' },
      ':x:',
      { 'Fn::GetAtt': ['Open', 'Arn'] },
      ' ',
      { Ref: 'Table' },
    ];
    expect(resolveDefinition(templateWith({ 'Fn::Join': ['', parts] }), 'Window', resolve)).toBe(
      'arn:aws:x:Open/Arn Table',
    );
  });

  it('takes plain text as it is', () => {
    expect(resolveDefinition(templateWith('{}'), 'Window', resolve)).toBe('{}');
  });

  it.each([
    ['another intrinsic function', templateWith({ 'Fn::Sub': 'x' })],
    ['another resource', templateWith('{}', 'AWS::Lambda::Function')],
    ['no resources', {}],
  ])('refuses %s', (_, template) => {
    expect(() => resolveDefinition(template, 'Window', resolve)).toThrow(TemplateError);
  });
});
