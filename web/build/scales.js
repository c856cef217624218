// In place of all scales of D3, which Recharts takes as a whole and would have loaded: those that the drawings use.
export { scaleBand, scaleLinear, scalePoint } from 'd3-scale';
