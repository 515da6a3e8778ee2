import type { IValidation } from 'constructs';
import { type ForApp, type ForCountry, failing, forApp } from '../../../lib/checks/for-app';
import { judge } from '../../../lib/checks/judge';
import { type Construct, TerraformElement, TerraformStack } from '../cdktf';

export interface SovereignChecksProps {
  /** Code of the country (`IN`), or its document as read. */
  readonly country: ForCountry;
}

/**
 * The sovereignty checks as a validation of a CDKTF app: synthesis fails where a configuration breaks an invariant.
 *
 * ```ts
 * app.node.addValidation(new SovereignChecks(app, { country: 'IN' }));
 * ```
 *
 * On an app it sees all stacks together, after every aspect, once they are written, as the CDK's plugins do. On a stack it sees that
 * stack alone, before it is written.
 */
export class SovereignChecks implements IValidation {
  private readonly whom: ForApp;

  /**
   * @param scope an app or a stack: what is below it is judged
   * @throws RangeError for a country the catalogue does not hold
   */
  constructor(
    private readonly scope: Construct,
    props: SovereignChecksProps,
  ) {
    this.whom = forApp(props.country);
  }

  /** A line for each fault, with the construct it is in. */
  validate(): string[] {
    const stacks = this.scope.node.findAll().filter((node): node is TerraformStack => TerraformStack.isStack(node));
    const files = stacks.map((stack) => ({
      name: `${stack.node.id}/cdk.tf.json`,
      text: JSON.stringify(stack.toTerraform(), null, 2),
      stack: stack.node.id,
    }));
    const { graph, findings } = judge(files, this.whom);
    const paths = pathsOf(stacks);
    const judged = new Set(graph.resources.map(({ file }) => file));
    return [
      ...failing(findings).map(({ check, severity, resource: { file, address }, message, remedy }) => {
        const path = paths.get(`${file}#${address}`);
        return `${check} (${severity}) ${address}${path ? ` [${path}]` : ''}: ${message}; mend: ${remedy}`;
      }),
      ...graph.unreadable
        .filter(({ file }) => !judged.has(file))
        .map(({ file, message }) => `not judged: ${file}: ${message}`),
    ];
  }
}

/** What a resource is called in the template → its construct. */
function pathsOf(stacks: readonly TerraformStack[]): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  for (const stack of stacks)
    for (const node of stack.node.findAll())
      if (TerraformElement.isTerraformElement(node) && 'terraformResourceType' in node)
        paths.set(
          `${stack.node.id}/cdk.tf.json#${node.terraformResourceType}.${node.friendlyUniqueId}`,
          node.node.path,
        );
  return paths;
}
