import { Aws, Fn, Token } from 'aws-cdk-lib';
import type { PolicyStatement, Statement } from '../../lib/plan/aws';

export type { Statement } from '../../lib/plan/aws';

/** Text with CloudFormation's own placeholders (`${AWS::AccountId}`) left for CloudFormation to fill. */
export const sub = (text: string): string =>
  text === '${AWS::AccountId}' ? Aws.ACCOUNT_ID : text.includes('${') ? Fn.sub(text) : text;

/** ARN of the account's root: in a policy it stands for whoever IAM lets act in that account. */
export const accountRoot = (account = '${AWS::AccountId}'): string =>
  sub(`arn:\${AWS::Partition}:iam::${account}:root`);

/** A value of the plan, with every text in it as {@link sub} writes it; what the CDK has resolved already stays. */
export function transcribe<T>(value: T): T {
  if (typeof value === 'string') return (Token.isUnresolved(value) ? value : sub(value)) as T;
  if (Array.isArray(value)) return value.map(transcribe) as T;
  if (typeof value !== 'object' || value === null || Token.isUnresolved(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, transcribe(part)])) as T;
}

export const policy = (statements: readonly Statement[]) => ({ Version: '2012-10-17', Statement: statements });

/** A policy resolved by the plan, its placeholders left for CloudFormation. */
export const planned = (statements: readonly PolicyStatement[]) => ({
  Version: '2012-10-17',
  Statement: transcribe(statements),
});

/** `PascalCase` for a logical id: `archive-access` becomes `ArchiveAccess`. */
export const pascal = (text: string): string =>
  text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

export const nameTag = (value: string) => [{ key: 'Name', value }];
