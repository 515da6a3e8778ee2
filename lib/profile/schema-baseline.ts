/** The part of a country document that says what its accounts have already. */
import { z } from 'zod';

const singleton = (what: string) =>
  z
    .enum(['create', 'existing'])
    .default('create')
    .describe(`${what}: create, or existing where every account has it already. Default: create.`);

export const awsBaseline = z
  .strictObject({
    gatewayBlock: singleton('VPC block public access'),
    snapshotBlock: singleton('Block of public sharing of EBS snapshots'),
    cloudTrail: singleton('Trail of the account, and the alarms that read it'),
    config: singleton('AWS Config recorder'),
    guardDuty: singleton('GuardDuty detector'),
    securityHub: singleton('Security Hub'),
    accessAnalyzer: singleton('IAM Access Analyzer for the account'),
  })
  .describe('What each account has once in a region. Default: all of it is made.');
