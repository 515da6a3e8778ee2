import type { Construct } from 'constructs';
import { ImageRepository } from '../../constructs/aws';
import { pascal } from '../../constructs/aws/text';
import { type AwsStackPlan, type KeyPlan, OWN_ACCOUNT } from '../../lib/plan/aws';
import { type AwsCountryPlan, CountryStack } from './country-stack';

/** The country's registry: what its cells run is pulled from here, or from the vendor's registry in the region. */
export class RegistryStack extends CountryStack {
  constructor(scope: Construct, country: AwsCountryPlan, plan: AwsStackPlan) {
    super(scope, country, plan);
    const { keys, repositories, readers } = country.aws.registry;
    const key = this.key(keys[0] as KeyPlan);
    const others = readers.filter((account) => account !== OWN_ACCOUNT);
    for (const { name } of repositories) {
      const id = pascal(name.slice(name.indexOf('/') + 1));
      // tools/ci and tools-ci read alike as ids.
      new ImageRepository(this, this.node.tryFindChild(id) ? encodeURIComponent(name) : id, {
        repositoryName: name,
        keyArn: key.keyArn,
        readers: others.length > 0 ? this.accounts(others) : undefined,
      });
    }
  }
}
