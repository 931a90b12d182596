import type {
  IPolicyValidationContext,
  IPolicyValidationPlugin,
  PolicyValidationPluginReport,
  PolicyViolation,
} from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { type ReviewedFinding, reviewedFindings } from './reviewed-findings.ts';

/**
 * cdk-nag's AwsSolutions rules over everything that is synthesized. What is not in the reviewed list stops the
 * synthesis. cdk-nag's own acknowledgements name each finding to the letter, ARNs and all, which differ by deployment.
 */
export class SecurityChecks implements IPolicyValidationPlugin {
  readonly name = 'AwsSolutions';
  private readonly reviewed: readonly ReviewedFinding[];

  constructor(reviewed: readonly ReviewedFinding[] = reviewedFindings) {
    this.reviewed = reviewed;
  }

  validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const { violations } = new AwsSolutionsChecks().validate(context);
    const open = violations.flatMap((violation) => this.openPart(violation));
    return { success: open.length === 0, violations: open };
  }

  private openPart(violation: PolicyViolation): readonly PolicyViolation[] {
    const violatingResources = violation.violatingResources.filter(
      ({ constructPath = '' }) =>
        !this.reviewed.some((one) => covers(one, violation.ruleName, constructPath)),
    );
    return violatingResources.length === 0 ? [] : [{ ...violation, violatingResources }];
  }
}

/** @param ruleName such as `AwsSolutions-IAM5[Resource::*]` */
export function covers({ rule, finding, at }: ReviewedFinding, ruleName: string, path: string): boolean {
  const [, name, found] = /^([^[]+)(?:\[(.*)\])?$/s.exec(ruleName) ?? [];
  return name === rule && (finding === undefined || finding.test(found ?? '')) && at.test(path);
}
