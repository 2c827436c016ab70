import './theme/noncing.ts';
import './theme/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './shell/app.tsx';

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<App />);
