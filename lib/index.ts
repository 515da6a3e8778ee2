/**
 * The pure core: documents, plans, graph, checks, evidence. Knows no cloud SDK, no disk and no process: the constructs are
 * exported apart (`sovereign-ai-region/aws`, `sovereign-ai-region/azure`), so that loading one cloud never loads the other.
 */
export * as catalogue from './catalogue';
export { checks, runChecks } from './checks';
export { checkConformance } from './checks/conformance';
export { judge } from './checks/judge';
export type { Check, Finding, Result, Severity } from './checks/model';
export { type Change, compare, type Difference, type Direction } from './diff';
export { diffJson, diffMarkdown, diffText } from './evidence/diff-text';
export { findingsJson } from './evidence/findings-json';
export { findingsText } from './evidence/findings-text';
export { type Medium, markdown } from './evidence/medium';
export { planText } from './evidence/plan-text';
export { buildGraph } from './graph';
export { type Graph, Reference, type Resource, type SourceFile, Unknown, type Value } from './graph/model';
export { type CountryPlan, type Expectation, PlanRefusal, planCountry } from './plan';
export { summarize, type TargetSummary } from './plan/summary';
export {
  type CountryProfile,
  countryJsonSchema,
  formatProblems,
  type Problem,
  type ReadCountry,
  readCountry,
} from './profile';
export { initialDocument } from './profile/init';
