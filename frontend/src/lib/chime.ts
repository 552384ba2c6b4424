const TONES = [880, 1174];
const TONE_SECONDS = 0.12;
let context: AudioContext | null = null;

/** A short sound of two tones. Browsers keep quiet until one has pressed something on the page. */
export function chime(): void {
  context ??= new AudioContext();
  const { currentTime, destination } = context;
  TONES.forEach((frequency, at) => {
    if (!context) return;
    const start = currentTime + at * TONE_SECONDS;
    const tone = new OscillatorNode(context, { frequency });
    const volume = new GainNode(context, { gain: 0.12 });
    volume.gain.setTargetAtTime(0, start + TONE_SECONDS / 2, 0.05);
    tone.connect(volume).connect(destination);
    tone.start(start);
    tone.stop(start + TONE_SECONDS * 3);
  });
}
