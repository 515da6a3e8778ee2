import { Aws, Fn } from 'aws-cdk-lib';

/** Text with CloudFormation's own placeholders (`${AWS::AccountId}`) left for CloudFormation to fill. */
export const sub = (text: string): string =>
  text === '${AWS::AccountId}' ? Aws.ACCOUNT_ID : text.includes('${') ? Fn.sub(text) : text;

/** ARN of the account's root: in a policy it stands for whoever IAM lets act in that account. */
export const accountRoot = (account = '${AWS::AccountId}'): string =>
  sub(`arn:\${AWS::Partition}:iam::${account}:root`);

/** A statement of a policy document, in the order a reviewer reads it. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | Record<string, unknown>;
  readonly Action: string | readonly string[];
  /** Absent in a trust policy. */
  readonly Resource?: string | readonly string[];
  readonly Condition?: Record<string, Record<string, unknown>>;
}

export const policy = (statements: readonly Statement[]) => ({ Version: '2012-10-17', Statement: statements });

/** `PascalCase` for a logical id: `archive-access` becomes `ArchiveAccess`. */
export const pascal = (text: string): string =>
  text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

export const nameTag = (value: string) => [{ key: 'Name', value }];
