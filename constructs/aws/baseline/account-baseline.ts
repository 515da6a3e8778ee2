import { CfnAnalyzer } from 'aws-cdk-lib/aws-accessanalyzer';
import { CfnSnapshotBlockPublicAccess, CfnVPCBlockPublicAccessOptions } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { nameTag } from '../text';

export interface AccountBaselineProps {
  /**
   * What internet gateways of the account may carry: nothing, or answers only. Leave it out where a declarative policy
   * of the organisation sets it: the policy locks the setting.
   * @default - not set here
   */
  readonly gatewayMode?: 'block-bidirectional' | 'block-ingress';
  /**
   * Whether no snapshot may be shared publicly, those shared already included.
   * @default false - not set here
   */
  readonly snapshotBlock?: boolean;
  /**
   * Name of an analyzer that finds what the account shares with outsiders.
   * @default - none
   */
  readonly analyzer?: string;
}

/** What an account has once in a region. One of these an account and region, or two stacks change one setting in turns. */
export class AccountBaseline extends Construct {
  constructor(scope: Construct, id: string, props: AccountBaselineProps) {
    super(scope, id);
    if (props.gatewayMode)
      new CfnVPCBlockPublicAccessOptions(this, 'Gateways', { internetGatewayBlockMode: props.gatewayMode });
    if (props.snapshotBlock) new CfnSnapshotBlockPublicAccess(this, 'Snapshots', { state: 'block-all-sharing' });
    if (props.analyzer)
      new CfnAnalyzer(this, 'Analyzer', {
        analyzerName: props.analyzer,
        type: 'ACCOUNT',
        tags: nameTag(props.analyzer),
      });
  }
}
