/** The ARN of an IAM role, taken apart. A path begins and ends with `/`. */
export interface RoleArn {
  readonly partition: string;
  readonly account: string;
  readonly path: string;
  readonly name: string;
}

const pattern = /^arn:([\w-]+):iam::(\d{12}):role(\/(?:.+\/)?)([^/]+)$/;

/** Takes the ARN of a role apart. `access.yaml` was read, so that it is one is known. */
export function roleArnParts(arn: string): RoleArn {
  const [, partition, account, path, name] = pattern.exec(arn) ?? [];
  if (partition === undefined || account === undefined || path === undefined || name === undefined) {
    throw new Error(`unreachable: ${arn} is no role's ARN`);
  }
  return { partition, account, path, name };
}
