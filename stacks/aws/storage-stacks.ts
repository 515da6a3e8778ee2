import type { Construct } from 'constructs';
import { forDeliveries, ReplicationRole } from '../../constructs/aws';
import { type AwsStackPlan, type KeyPlan, OWN_ACCOUNT } from '../../lib/plan/aws';
import { type AwsCountryPlan, CountryStack } from './country-stack';

const only = (keys: readonly KeyPlan[]): KeyPlan => keys[0] as KeyPlan;

/** Audit logs of the country, locked for as long as its law says. */
export class ArchiveStack extends CountryStack {
  constructor(scope: Construct, country: AwsCountryPlan, plan: AwsStackPlan) {
    super(scope, country, plan);
    const { archive } = country.aws;
    const accounts = this.everyAccount(archive.sources);
    const services = archive.buckets.flatMap(({ delivers }) => delivers).filter((one) => one !== 'access-logs');
    const keyPlan = only(archive.keys);
    const key = this.key(keyPlan, { through: ['s3'], statements: forDeliveries({ services, accounts }) });
    const [source] = archive.buckets.filter(({ replica }) => replica);
    const role =
      archive.copyRole && source?.replica
        ? new ReplicationRole(this, 'Copies', {
            roleName: archive.copyRole,
            pairs: [{ from: source.name, to: source.replica.bucket }],
            fromAlias: keyPlan.alias,
            fromRegion: plan.region,
            toAlias: keyPlan.alias,
            toRegion: plan.region,
          })
        : undefined;
    this.buckets(archive.buckets, key, {
      sources: accounts,
      keyAliasArn: archive.keyArn,
      network: this.network(archive.networks),
      role,
    });
  }
}

/** Models and data, region-locked, and the role that copies them to the recovery region. */
export class DataStack extends CountryStack {
  constructor(scope: Construct, country: AwsCountryPlan, plan: AwsStackPlan) {
    super(scope, country, plan);
    const { data, recovery, regions } = country.aws;
    const network = this.network(data.readers);
    const foreign = data.readers.some((account) => account !== OWN_ACCOUNT) ? network : undefined;
    const key = this.key(only(data.keys), { through: ['s3'], accounts: foreign });
    const role =
      data.replicationRole && recovery && regions.recovery
        ? new ReplicationRole(this, 'Replication', {
            roleName: data.replicationRole,
            pairs: data.buckets.flatMap(({ name, replica }) => (replica ? [{ from: name, to: replica.bucket }] : [])),
            fromAlias: only(data.keys).alias,
            fromRegion: regions.primary,
            toAlias: only(recovery.keys).alias,
            toRegion: regions.recovery,
          })
        : undefined;
    this.buckets(data.buckets, key, { network, readers: foreign, role });
  }
}

/** Copies of models and data in the second region of the country. */
export class RecoveryStack extends CountryStack {
  constructor(scope: Construct, country: AwsCountryPlan, plan: AwsStackPlan) {
    super(scope, country, plan);
    const { recovery } = country.aws;
    if (!recovery) throw new RangeError(`The plan of ${country.intent.country} has no recovery region`);
    this.buckets(recovery.buckets, this.key(only(recovery.keys), { through: ['s3'] }), {
      copies: true,
      network: this.network(country.aws.data.readers),
    });
  }
}
