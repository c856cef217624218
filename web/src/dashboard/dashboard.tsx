// The figures of the page, the gravest first.
import './dashboard.css';

import { SeverityFills } from '../figure/severity_fills';
import { Ageing } from './ageing';
import { Branches } from './branches';
import { ComplianceTrend } from './compliance_trend';
import { Engagements } from './engagements';
import { HighAndCritical } from './high_and_critical';
import { KeyFigures } from './key_figures';
import { Movements } from './movements';
import { Repeats } from './repeats';
import { RollForwardTable } from './roll_forward';
import { SeverityByPeriod } from './severity_by_period';

export default function Dashboard() {
  return (
    <>
      <SeverityFills />
      <KeyFigures />
      <div className="widgets">
        <SeverityByPeriod />
        <HighAndCritical />
        <RollForwardTable />
        <Ageing />
        <ComplianceTrend />
        <Movements />
        <Repeats />
        <Engagements />
        <Branches />
      </div>
    </>
  );
}
