import { api } from '../api.ts';
import type { Fault } from '../model/types.ts';
import { useSession } from '../session.ts';

interface Switch {
  readonly label: string;
  readonly about: string;
  readonly fault: { readonly target: string; readonly cluster?: string; readonly error: string | number };
}

/** As often as a fault can be armed to bite: until it is taken back. */
const always = 1_000_000;

/** What can be broken, and goes on being broken until it is mended. */
export function Faults() {
  const { state } = useSession();
  const [cluster = { name: 'prod-eu' }] = state.clusters;
  const switches: readonly Switch[] = [
    {
      label: 'EKS throttles',
      about: 'every call of ours to EKS is refused as too many',
      fault: { target: 'eks', error: 'ThrottlingException' },
    },
    {
      label: 'Slack down',
      about: 'nothing can be posted or looked up',
      fault: { target: 'slack', error: 503 },
    },
    {
      label: 'PagerDuty down',
      about: 'no page goes out there; SNS remains',
      fault: { target: 'pagerduty', error: 503 },
    },
    {
      label: `${cluster.name} unreachable`,
      about: 'its API server answers none of our calls',
      fault: { target: 'kubernetes', cluster: cluster.name, error: 'timeout' },
    },
  ];
  return (
    <ul class="faults">
      {switches.map((each) => (
        <FaultSwitch key={each.label} {...each} />
      ))}
    </ul>
  );
}

function FaultSwitch({ label, about, fault }: Switch) {
  const { state, report } = useSession();
  const on = state.faults.some((armed) => isOf(armed, fault));
  const flip = () => void report(on ? api.heal(fault) : api.fault({ ...fault, times: always }));
  return (
    <li>
      <button type="button" role="switch" aria-checked={on} class="switch" onClick={flip}>
        <span class="track" aria-hidden="true" />
        {label}
      </button>
      <span class="quiet">{about}</span>
    </li>
  );
}

function isOf(armed: Fault, { target, cluster }: Switch['fault']): boolean {
  return armed.target === target && armed.cluster === cluster;
}
