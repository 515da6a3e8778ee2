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

/**
 * Synthesizes a country's cloud assembly into `directory/aws` (the CDK writes it itself) and returns every template.
 *
 * @param read reads a file of `directory`; the caller owns the disk
 */
export async function synthesize(
  plan: CountryPlan,
  directory: string,
  read: (path: string) => string,
): Promise<Template[]> {
  const templates: Template[] = [];
  if (plan.aws) {
    const { awsApp } = await import('./aws');
    awsApp([plan], { outdir: `${directory}/aws`, validation: false }).synth();
    for (const { name, region } of plan.aws.stacks) {
      const path = `aws/${name}.template.json`;
      templates.push({ path, text: read(path), stack: name, region });
    }
  }
  if (plan.azure) {
    const { azureRoots } = await import('./azure');
    for (const [name, text] of Object.entries(azureRoots(plan)))
      templates.push({ path: `azure/${name}/main.tf.json`, text, stack: name, region: plan.azure.regions.primary });
  }
  return templates;
}
