/** The formats of `sovereign check`, by name. */
import { findingsJson } from './findings-json';
import { findingsJunit } from './findings-junit';
import { findingsMarkdown } from './findings-markdown';
import { findingsOscal } from './findings-oscal';
import { findingsSarif } from './findings-sarif';
import type { Report } from './report';

/** Formats for machines and pages; `human` is for a terminal and takes colours. */
export const FORMATS: Readonly<Record<string, (report: Report) => string>> = {
  json: (report) => findingsJson(report.findings, report),
  sarif: findingsSarif,
  junit: findingsJunit,
  markdown: findingsMarkdown,
  oscal: findingsOscal,
};
