import { functionNames } from '../../infra/names.ts';
import { controlPlane, template } from './control-plane.ts';

/** One action that a role may do on one resource, with a condition where there is one. */
export interface Permission {
  readonly role: string;
  readonly action: string;
  /** An ARN, or what in the template it is the ARN of. */
  readonly resource: string;
  readonly condition?: unknown;
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** Everything that the template's policies allow; a role goes by its logical id. */
export function permissions(): readonly Permission[] {
  return Object.values(template.findResources('AWS::IAM::Policy')).flatMap(({ Properties }) => {
    const role: string = Properties.Roles[0].Ref;
    const statements: readonly Statement[] = Properties.PolicyDocument.Statement;
    return statements.flatMap((statement) => permissionsIn(statement, role));
  });
}

function permissionsIn(
  { Effect, Action, Resource, Condition }: Statement,
  role: string,
): readonly Permission[] {
  if (Effect !== 'Allow') return [];
  return [Action].flat().flatMap((action) =>
    [Resource].flat().map((resource) => ({
      role,
      action,
      resource: inWords(resource),
      ...(Condition === undefined ? {} : { condition: Condition }),
    })),
  );
}

/** What stands for a resource in a template, as text. */
function inWords(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && value !== null) {
    if ('Ref' in value) return nameOf(String(value.Ref));
    if ('Fn::GetAtt' in value && Array.isArray(value['Fn::GetAtt']))
      return nameOf(String(value['Fn::GetAtt'][0]));
    if ('Fn::Join' in value && Array.isArray(value['Fn::Join']))
      return value['Fn::Join'][1].map(inWords).join('');
  }
  throw new Error(`a resource is written in a way that this test does not know: ${JSON.stringify(value)}`);
}

function nameOf(logicalId: string): string {
  if (logicalId === controlPlane.table) return 'table';
  if (logicalId.startsWith('SlackSecret')) return 'Slack secret';
  if (/Log[0-9A-F]{8}$/.test(logicalId)) return 'own log';
  return functionNames.find((name) => controlPlane.functions[name] === logicalId) ?? logicalId;
}
