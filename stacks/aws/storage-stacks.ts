import type { Construct } from 'constructs';
import { ReplicationRole } from '../../constructs/aws';
import { type AwsStackPlan, OWN_ACCOUNT } from '../../lib/plan/aws';
import { type AwsCountryPlan, CountryStack } from './country-stack';

/** Audit logs of the country, locked for as long as its law says. */
export class ArchiveStack extends CountryStack {
  constructor(scope: Construct, country: AwsCountryPlan, plan: AwsStackPlan) {
    super(scope, country, plan);
    const { archive } = country.aws;
    const [source] = archive.buckets.filter(({ replica }) => replica);
    const alias = archive.keys[0]?.alias as string;
    const role =
      archive.copyRole && source?.replica
        ? new ReplicationRole(this, 'Copies', {
            roleName: archive.copyRole,
            pairs: [{ from: source.name, to: source.replica.bucket }],
            fromAliases: [alias],
            fromRegion: plan.region,
            toAlias: alias,
            toRegion: plan.region,
          })
        : undefined;
    this.buckets(archive.buckets, this.keysOf(archive.keys), {
      sources: this.accounts(archive.sources),
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
    const keys = this.keysOf(data.keys);
    const role =
      data.replicationRole && recovery && regions.recovery
        ? new ReplicationRole(this, 'Replication', {
            roleName: data.replicationRole,
            pairs: data.buckets.flatMap(({ name, replica }) => (replica ? [{ from: name, to: replica.bucket }] : [])),
            fromAliases: data.keys.map(({ alias }) => alias),
            fromRegion: regions.primary,
            toAlias: recovery.keys[0]?.alias as string,
            toRegion: regions.recovery,
          })
        : undefined;
    this.buckets(data.buckets, keys, { network, readers: foreign, role });
  }
}

/** Copies of models and data in the second region of the country. */
export class RecoveryStack extends CountryStack {
  constructor(scope: Construct, country: AwsCountryPlan, plan: AwsStackPlan) {
    super(scope, country, plan);
    const { recovery } = country.aws;
    if (!recovery) throw new RangeError(`The plan of ${country.intent.country} has no recovery region`);
    this.buckets(recovery.buckets, this.keysOf(recovery.keys), {
      copies: true,
      network: this.network(country.aws.data.readers),
    });
  }
}
