// One table of Lighthouse's reports in a folder: node table.mjs FOLDER
import { readFileSync } from 'node:fs';

const folder = process.argv[2];
const score = (report, name) => Math.round((report.categories[name].score ?? 0) * 100);
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

console.log('| page | performance | accessibility | best practices | SEO | LCP | CLS | TBT | HTML, CSS, JS | wasm |');
console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |');
for (const page of ['home', 'list', 'product', 'cart']) {
  const report = JSON.parse(readFileSync(`${folder}/${page}.report.json`, 'utf8'));
  const { audits } = report;
  const requests = audits['network-requests'].details.items;
  const sum = (chosen) => requests.filter(chosen).reduce((bytes, request) => bytes + request.transferSize, 0);
  const isWasm = (request) => request.mimeType === 'application/wasm' || request.url.endsWith('.wasm');
  const isCode = (request) => ['Document', 'Stylesheet', 'Script'].includes(request.resourceType) && !isWasm(request);
  const cells = [
    page,
    ...['performance', 'accessibility', 'best-practices', 'seo'].map((name) => score(report, name)),
    `${(audits['largest-contentful-paint'].numericValue / 1000).toFixed(2)} s`,
    audits['cumulative-layout-shift'].numericValue.toFixed(3),
    `${Math.round(audits['total-blocking-time'].numericValue)} ms`,
    kilobytes(sum(isCode)),
    kilobytes(sum(isWasm)),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
