import { configurePage } from './configure/page.ts';
import { writeOrCheck } from './generate-page.ts';

writeOrCheck('docs/configure.md', configurePage(), 'npm run configure');
