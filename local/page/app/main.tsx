import './style/base.css';
import './style/controls.css';
import './style/top.css';
import './style/side.css';
import './style/messages.css';
import './style/form.css';
import './style/truth.css';
import './style/behind.css';
import './style/terminal.css';
import './style/tour.css';
import './style/narrow.css';
import { render } from 'preact';
import { App } from './app.tsx';

const root = document.getElementById('page');
if (root === null) throw new Error('unreachable: the page has no root');
render(<App />, root);
