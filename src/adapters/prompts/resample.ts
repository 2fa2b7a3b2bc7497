/**
 * Changes the sample rate by windowed-sinc interpolation: each output sample is a weighted sum of the input around its
 * instant, the weights being a low-pass filter below half of the lower rate. A Kaiser window of beta 8 keeps what must
 * not be heard (folded treble, images) about 80 dB down; with 24 zero crossings a side, 16 kHz keeps speech up to about
 * 6.3 kHz untouched. See J. O. Smith, "Digital Audio Resampling", https://ccrma.stanford.edu/~jos/resample/.
 */
export function resample(samples: Float32Array, fromHz: number, toHz: number): Float32Array {
  if (fromHz === toHz) return samples;
  const divisor = greatestCommonDivisor(fromHz, toHz);
  const phases = toHz / divisor;
  const step = fromHz / divisor;
  const filter = polyphaseFilter(fromHz, toHz, phases);
  const out = new Float32Array(Math.max(1, Math.round((samples.length * toHz) / fromHz)));
  // The instant of output n is n * step / phases input samples, kept as a whole part and a phase so nothing drifts.
  let whole = 0;
  let phase = 0;
  for (let n = 0; n < out.length; n++) {
    out[n] = weigh(samples, whole - filter.before, filter.weights(phase));
    phase += step;
    whole += Math.floor(phase / phases);
    phase %= phases;
  }
  return out;
}

const zeroCrossings = 24;
const beta = 8;

interface PolyphaseFilter {
  /** How many input samples before the whole part of an instant the weights begin. */
  readonly before: number;
  weights(phase: number): Float32Array;
}

/** One row of weights for every place between two input samples where an output sample can fall; made when first needed. */
function polyphaseFilter(fromHz: number, toHz: number, phases: number): PolyphaseFilter {
  const lowerHz = Math.min(fromHz, toHz);
  const half = Math.ceil((zeroCrossings * fromHz) / lowerHz);
  // The transition band ends at half of the lower rate: Kaiser's formula for its width, half of it below the cutoff.
  const transition = 5 / (2 * zeroCrossings);
  const cutoff = ((lowerHz / 2) * (1 - transition)) / fromHz; // Cycles per input sample.
  const rows: (Float32Array | undefined)[] = [];

  const makeRow = (phase: number): Float32Array => {
    const row = new Float32Array(2 * half);
    let sum = 0;
    for (let tap = 0; tap < row.length; tap++) {
      const distance = tap - half + 1 - phase / phases;
      const weight = 2 * cutoff * sinc(2 * cutoff * distance) * kaiser(distance / half);
      row[tap] = weight;
      sum += weight;
    }
    return row.map((weight) => weight / sum); // Equal loudness from every row.
  };
  return {
    before: half - 1,
    weights: (phase) => {
      const row = rows[phase] ?? makeRow(phase);
      rows[phase] = row;
      return row;
    },
  };
}

/** Before the beginning and after the end there is silence. */
function weigh(samples: Float32Array, start: number, weights: Float32Array): number {
  const first = Math.max(0, -start);
  const last = Math.min(weights.length, samples.length - start);
  let sum = 0;
  for (let tap = first; tap < last; tap++) sum += (weights[tap] ?? 0) * (samples[start + tap] ?? 0);
  return sum;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** `x` from -1 to 1. */
function kaiser(x: number): number {
  return Math.abs(x) > 1 ? 0 : bessel0(beta * Math.sqrt(1 - x * x)) / bessel0(beta);
}

/** The modified Bessel function of order zero by its power series; 40 terms are exact for beta 8. */
function bessel0(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; k <= 40; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
