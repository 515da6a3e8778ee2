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

export const azureBaseline = z
  .strictObject({
    providers: z
      .enum(['create', 'existing'])
      .default('create')
      .describe(
        'Resource providers and their features: create in subscriptions used for nothing else, existing where they are registered already. Default: create.',
      ),
    networkWatcher: z
      .enum(['create', 'existing'])
      .default('existing')
      .describe(
        'Network watcher of the region: existing is the one Azure makes with the first network, create where that is turned off. Default: existing.',
      ),
    defender: z
      .enum(['none', 'create', 'existing'])
      .default('none')
      .describe(
        'Plans of Defender for Cloud, which keeps what it finds in a geography of its own: none, create, or existing. Default: none.',
      ),
  })
  .describe('What each subscription has once.');

export const azureBootstrap = z
  .enum(['create', 'existing'])
  .default('create')
  .describe(
    "Account of the state, and network and identity of the runner: create, or existing where they are the operator's own. Default: create.",
  );
