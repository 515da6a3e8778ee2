/** cdk-nag's AwsSolutions pack as a policy validation plugin. */
import { type CfnResource, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, type IApplyRule, NagRuleCompliance, type NagRuleResult } from 'cdk-nag';
import { SUPPRESSIONS, type Suppression } from './suppressions';

/** The pack, with what is let stand acknowledged where it is found, one finding of one resource at a time. */
export class Nag extends AwsSolutionsChecks {
  private readonly used = new Set<Suppression>();

  /** Suppressions that nothing needed. */
  unused(): string[] {
    return SUPPRESSIONS.filter((suppression) => !this.used.has(suppression)).map(
      ({ rule, type, at }) => `${rule} of ${type} at ${at}`,
    );
  }

  protected override applyRule(params: IApplyRule): void {
    const suffix = params.ruleSuffixOverride ?? params.rule.name;
    const id = `${this.packName}-${suffix}`;
    const rule = (node: CfnResource): NagRuleResult => {
      try {
        const result = params.rule(node);
        if (Array.isArray(result)) for (const finding of result) this.weigh(node, id, finding);
        else if (result === NagRuleCompliance.NON_COMPLIANT) this.weigh(node, id);
        return result;
      } catch (error) {
        // A rule that cannot read the resource is a finding too.
        this.weigh(node, id);
        throw error;
      }
    };
    super.applyRule({ ...params, ruleSuffixOverride: suffix, rule });
  }

  /** Acknowledges a finding that the table lets stand; the pack asks only after the rule has answered. */
  private weigh(node: CfnResource, id: string, finding?: string): void {
    const path = node.node.path.slice(Stack.of(node).node.path.length + 1);
    const known = SUPPRESSIONS.find(
      ({ rule, type, at, finding: meant }) =>
        rule === id &&
        type === node.cfnResourceType &&
        at.test(path) &&
        (finding === undefined) === (meant === undefined) &&
        (meant?.test(finding ?? '') ?? true),
    );
    if (!known) return;
    this.used.add(known);
    Validations.of(node).acknowledge({ id: finding === undefined ? id : `${id}[${finding}]`, reason: known.reason });
  }
}
