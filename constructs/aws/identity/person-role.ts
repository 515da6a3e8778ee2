import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { PolicyStatement } from '../../../lib/plan/aws';
import { planned } from '../text';

export interface PersonRoleProps {
  readonly roleName: string;
  readonly description: string;
  /** Who may take it, and under which conditions. */
  readonly trust: readonly PolicyStatement[];
  /** What it may do. */
  readonly statements: readonly PolicyStatement[];
  /** ARN of the policy that bounds it. */
  readonly boundaryArn: string;
  /**
   * Longest session, seconds.
   * @default 3600
   */
  readonly sessionSeconds?: number;
}

/** A role that people take for a while, under a boundary. */
export class PersonRole extends Construct {
  readonly role: CfnRole;

  constructor(scope: Construct, id: string, props: PersonRoleProps) {
    super(scope, id);
    this.role = new CfnRole(this, 'Role', {
      roleName: props.roleName,
      description: props.description,
      assumeRolePolicyDocument: planned(props.trust),
      permissionsBoundary: props.boundaryArn,
      maxSessionDuration: props.sessionSeconds ?? 3600,
      policies: [{ policyName: 'duty', policyDocument: planned(props.statements) }],
    });
  }
}
