/** The entry of `cdk.json`: every country's AWS stacks in one CDK app, for `npx cdk ls`, `synth`, `diff` and `deploy`. */
import { awsApp } from '../stacks/aws';
import { planAll, reportProblems } from './countries';

const outcome = planAll([]);
if (reportProblems(outcome)) process.exit(2);
awsApp(outcome.planned.map(({ plan }) => plan)).synth();
