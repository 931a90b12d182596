import { costPage } from './cost/page.ts';
import { writeOrCheck } from './generate-page.ts';

writeOrCheck('docs/cost.md', costPage(), 'npm run cost');
