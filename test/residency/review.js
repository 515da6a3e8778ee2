/** Reads the review: `review-<cloud>.yaml`. */
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { parse } = require('yaml');

const readReview = (cloud) => parse(readFileSync(join(__dirname, `review-${cloud}.yaml`), 'utf8'));

module.exports = { readReview };
