import type { Construct } from 'constructs';
import { EgressFirewall, InspectionVpc, TransitHub } from '../../constructs/aws';
import type { AwsStackPlan } from '../../lib/plan/aws';
import { type AwsCountryPlan, CountryStack } from './country-stack';

/** The one network with a gateway, and the transit gateway that cells reach it by. */
export class InspectionStack extends CountryStack {
  constructor(scope: Construct, country: AwsCountryPlan, plan: AwsStackPlan) {
    super(scope, country, plan);
    const { inspection } = country.aws;
    if (!inspection) throw new RangeError(`The plan of ${country.intent.country} has no inspection network`);
    const { name, zones, inside, logs } = inspection;
    const network = new InspectionVpc(this, 'Network', {
      name,
      cidr: inspection.network,
      zones,
      flowLogBucket: logs.bucketName,
    });
    const hub = new TransitHub(this, 'Transit', {
      name,
      vpcId: network.vpcId,
      subnetIds: zones.map(({ zone }) => network.subnet('attachment', zone)),
      blocked: inspection.blocked,
      parameters: inspection.parameters,
      sharedWith: inspection.shared.length > 0 ? this.accounts(inspection.shared, CELLS) : undefined,
    });
    const firewall = new EgressFirewall(this, 'Firewall', {
      name,
      vpcId: network.vpcId,
      zones: zones.map(({ zone }) => ({ zone, subnetId: network.subnet('firewall', zone) })),
      inside,
      allow: inspection.allow,
      logs,
    });
    network.lead(firewall, hub, inside);
  }
}

const CELLS = 'Accounts of the cells, which may attach their networks to the transit gateway';
