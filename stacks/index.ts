/** A country's templates on every cloud it asked for. Loads only the clouds it needs. */
import type { CountryPlan } from '../lib/plan';

/** A template as the graph reads it, and the text to write. */
export interface Template {
  /** Path in the country's folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly stack: string;
  readonly region: string;
}

/** What a cloud's templates need of the disk: the CDK writes its assembly itself. */
export interface Place {
  /** The country's folder. */
  readonly directory: string;
  /** Reads a file of that folder. */
  read(path: string): string;
}

/** Synthesizes one cloud of a country. AWS templates are in place when it returns; Azure's are for the caller to write. */
export async function synthesize(plan: CountryPlan, cloud: 'aws' | 'azure', place: Place): Promise<Template[]> {
  if (cloud === 'aws' && plan.aws) {
    const { awsApp } = await import('./aws');
    awsApp([plan], { outdir: `${place.directory}/aws`, validation: false }).synth();
    return plan.aws.stacks.map(({ name, region }) => {
      const path = `aws/${name}.template.json`;
      return { path, text: place.read(path), stack: name, region };
    });
  }
  if (cloud === 'azure' && plan.azure) {
    const { primary } = plan.azure.regions;
    const { azureRoots } = await import('./azure');
    return Object.entries(azureRoots(plan)).map(([name, text]) => ({
      path: `azure/${name}/main.tf.json`,
      text,
      stack: name,
      region: primary,
    }));
  }
  return [];
}
