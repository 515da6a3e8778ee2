/** Policy documents as the plan writes them: `${AWS::…}` stands for what only the deployment knows. */

/** A statement of a policy document, in the order a reviewer reads it. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | Readonly<Record<string, unknown>>;
  readonly Action: string | readonly string[];
  /** Absent in a trust policy. */
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** ARN of the account's root: in a policy it stands for whoever IAM lets act in that account. */
export const ACCOUNT_ROOT = 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root';

/** ARN of a role of the account, by its name. */
export const roleArn = (role: string): string => `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/${role}`;
