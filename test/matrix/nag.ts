/** cdk-nag's AwsSolutions pack as a policy validation plugin, and every finding of it that is let stand, with why. */
import { type CfnResource, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, type IApplyRule, NagRuleCompliance, type NagRuleResult } from 'cdk-nag';

interface Suppression {
  /** Rule of the pack: `AwsSolutions-IAM5`. */
  readonly rule: string;
  /** Resource type. */
  readonly type: string;
  /** Path of the construct below its stack. */
  readonly at: RegExp;
  /** For a rule that reports several findings a resource, those meant. */
  readonly finding?: RegExp;
  readonly reason: string;
}

const SUPPRESSIONS: readonly Suppression[] = [
  {
    rule: 'AwsSolutions-S1',
    type: 'AWS::S3::Bucket',
    at: /Access\/Bucket$/,
    reason: "It receives the other buckets' access logs; its own would be written into itself, a log of each log.",
  },
  {
    rule: 'AwsSolutions-IAM4',
    type: 'AWS::IAM::Role',
    at: /^ClusterRole$/,
    finding: /policy\/AmazonEKSClusterPolicy\]?$/,
    reason:
      'EKS asks for this policy on the control plane and adds to it with new versions; only EKS assumes the role.',
  },
  {
    rule: 'AwsSolutions-IAM4',
    type: 'AWS::IAM::Role',
    at: /\/NodeRole$/,
    finding: /policy\/(AmazonEKSWorkerNodePolicy|AmazonEC2ContainerRegistryPullOnly)$/,
    reason: 'The two policies EKS documents for nodes: describe the network and pull images; neither can write.',
  },
  {
    rule: 'AwsSolutions-IAM4',
    type: 'AWS::IAM::Role',
    at: /\/CniRole$/,
    finding: /policy\/AmazonEKS_CNI_Policy$/,
    reason: 'The policy EKS documents for the network plugin; its pods hold it by pod identity, the nodes do not.',
  },
  {
    rule: 'AwsSolutions-IAM5',
    type: 'AWS::IAM::Role',
    at: /^Replication\/Role$/,
    finding: /^Resource::arn:<AWS::Partition>:s3:::[^*]+\/\*$/,
    reason: 'Every object of one named bucket is copied to one named bucket: the wildcard is the objects.',
  },
  {
    rule: 'AwsSolutions-IAM5',
    type: 'AWS::IAM::Role',
    at: /^Workload\/Role$/,
    finding: /^Resource::arn:<AWS::Partition>:s3:::[^*]+<!aws:PrincipalTag\/kubernetes-namespace>[^*]*\/\*$/,
    reason: "Pods reach every object below the prefix, or in the bucket, that carries their own namespace's name.",
  },
  {
    rule: 'AwsSolutions-IAM5',
    type: 'AWS::IAM::Role',
    at: /^(Replication|Workload)\/Role$/,
    finding: /^Resource::arn:<AWS::Partition>:kms:[^*]+:key\/\*$/,
    reason:
      'A policy cannot name a key by its alias; the condition beside it admits one alias, by S3 of one region only.',
  },
];

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
