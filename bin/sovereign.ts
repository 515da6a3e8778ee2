#!/usr/bin/env node
/** The command line: parses arguments, prints. Commands load when they are called. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { peerDependencies, version } from '../package.json';

const program = new Command('sovereign')
  .description(
    'Gives a country its own AI region: synthesizes its stacks on AWS and Azure and says whether they are sovereign.',
  )
  .version(version)
  .exitOverride()
  .showHelpAfterError('(add --help for what is allowed)')
  .addHelpText(
    'after',
    `
A country is named by its code (IN) or by the path of its document (stacks/countries/in.yaml).

Examples
  sovereign countries                     what the catalogue knows
  sovereign init NO                       write stacks/countries/no.yaml
  sovereign validate                      every problem of every document, at once
  sovereign plan IN                       what will be made, and why
  sovereign images IN                     the images to mirror; --format commands copies them
  sovereign synth                         all countries into out/
  sovereign check out/in --country IN     judge an output, or any template
  sovereign coverage                      what the checks can read, and on whose word
  sovereign diff HEAD:out/in out/in --country IN      what is worse than in the last commit

Exit codes  0 fine · 1 findings · 2 bad input · 3 a bug of ours
`,
  );

const format = () => new Option('--format <format>', 'how to print').choices(['human', 'json']).default('human');
const out = () => new Option('--out <folder>', 'where the output goes').default('out');
const quiet = () => new Option('-q, --quiet', 'print problems and findings only').default(false);
const named = '[country...]';
const documents = 'country codes or documents; all of stacks/countries where none is named';

program
  .command('init')
  .description('write a commented, valid document for a country; never over one that is there')
  .argument('<country>', 'country code', (text: string) => {
    if (!/^[A-Za-z]{2}$/.test(text)) throw new InvalidArgumentError('A country code has two letters, as NO.');
    return text;
  })
  .action(async (code: string) => finish((await import('./commands/simple')).init(code)));

program
  .command('countries')
  .description('list the countries of the catalogue with their regions, log retention and key custody')
  .addOption(format())
  .action(async (options) => finish((await import('./commands/simple')).countries(options)));

program
  .command('validate')
  .description('say every problem of the documents at once')
  .argument(named, documents)
  .addOption(format())
  .addOption(quiet())
  .action(async (names: string[], options) => finish((await import('./commands/simple')).validate(names, options)));

program
  .command('plan')
  .description(
    'show what will be made and why: cells, pools, subnets, keys, endpoints, quotas, preconditions, risks, facts',
  )
  .argument(named, documents)
  .addOption(format())
  .option('--preconditions', 'only what an operator must see to before deploying', false)
  .action(async (names: string[], options) => finish((await import('./commands/simple')).plan(names, options)));

program
  .command('images')
  .description('list every image the region runs, with its mirror in the country; or print the commands that copy them')
  .argument('<country>', 'a country code or a document')
  .addOption(new Option('--format <format>', 'how to print').choices(['human', 'json', 'commands']).default('human'))
  .action(async (name: string, options) => finish((await import('./commands/simple')).images(name, options)));

program
  .command('synth')
  .description('synthesize, check and write the stacks; whole or not at all')
  .argument(named, documents)
  .addOption(out())
  .addOption(format())
  .addOption(quiet())
  .action(async (names: string[], options) => finish(await (await import('./commands/synth')).synth(names, options)));

program
  .command('check')
  .description('judge templates for a country: an output folder, a cloud assembly, a Terraform folder or a single file')
  .argument('<target...>', 'folders or files')
  .requiredOption('--country <country>', 'for which country: a code, or a document')
  .option('--region <region>', "where a CloudFormation template will be deployed (default: the country's first region)")
  .addOption(
    new Option('--format <format>', 'how to print')
      .choices(['human', 'json', 'sarif', 'junit', 'markdown', 'oscal'])
      .default('human'),
  )
  .option('--output <file>', 'write to a file, whole or not at all, instead of printing')
  .option('--as-of <date>', 'date of judgement, as 2027-06-30; without one no waiver holds')
  .option(
    '--waivers <file>',
    'findings accepted (default: in.waivers.yaml beside the document in.yaml, if there is one)',
  )
  .addOption(
    new Option('--fail-on <severity>', 'least severity of a finding that makes the exit code 1')
      .choices(['low', 'medium', 'high', 'critical'])
      .default('low'),
  )
  .addOption(quiet())
  .action(async (targets: string[], options) => finish((await import('./commands/check')).check(targets, options)));

program
  .command('coverage')
  .description('say how many resource types the checks can read, for what, and on whose word')
  .option('--country <country>', 'only the types that this country’s stacks use: a code, or a document')
  .addOption(format())
  .action(async (options) => finish((await import('./commands/coverage')).coverage(options)));

program
  .command('diff')
  .description(
    'say what of an output is worse, better or merely other than in another: folders, files or git revisions',
  )
  .argument('<old>', 'a folder, a file, or a git revision as HEAD:out/in')
  .argument('<new>', 'the same, as it is to be')
  .requiredOption('--country <country>', 'for which country: a code, or a document')
  .option('--region <region>', "where a CloudFormation template will be deployed (default: the country's first region)")
  .addOption(new Option('--format <format>', 'how to print').choices(['human', 'json', 'markdown']).default('human'))
  .action(async (old: string, now: string, options) =>
    finish((await import('./commands/diff')).diff(old, now, options)),
  );

/** What to install for a cloud whose packages are not there; the tarball leaves them to its user. */
function missingPeer(error: unknown): string | undefined {
  const name = /Cannot find module '((?:@cdktf\/provider-azurerm|cdktf|aws-cdk-lib|constructs)[^']*)'/.exec(
    String(error),
  )?.[1];
  const packages = name?.startsWith('aws-cdk-lib')
    ? ['aws-cdk-lib', 'constructs']
    : ['cdktf', '@cdktf/provider-azurerm', 'constructs'];
  const wanted = packages.map((part) => `${part}@${peerDependencies[part as keyof typeof peerDependencies]}`).join(' ');
  return name && `${name.split('/lib')[0]} is not installed\n   mend     npm install ${wanted.replaceAll('^', '')}`;
}

function finish(code: number): void {
  process.exitCode = code;
}

// A reader that has seen enough (`| head`) is no error, and changes no exit code.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

program.parseAsync().catch((error: unknown) => {
  if (error instanceof Error && 'exitCode' in error && 'code' in error) finish(error.exitCode === 0 ? 0 : 2);
  else if (error instanceof Error && error.name === 'OutputRefusal') {
    process.stderr.write(`${error.message}\nNothing was written.\n`);
    finish(2);
  } else if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND' && missingPeer(error)) {
    process.stderr.write(`${missingPeer(error)}\nNothing was written.\n`);
    finish(2);
  } else {
    const detail =
      error instanceof Error ? (process.env['SOVEREIGN_DEBUG'] ? error.stack : error.message) : String(error);
    process.stderr.write(
      `A bug of ours: ${detail}\nNothing was written. Please report it with the document; SOVEREIGN_DEBUG=1 shows where.\n`,
    );
    finish(3);
  }
});
