/** A short tone for a RED event, made here: no file is loaded. Browsers allow it once the user has pressed something. */
export class Chime {
  #context: AudioContext | null = null;
  #lastAt = 0;

  /** Called by the press that switches the sound on. */
  enable(): void {
    this.#context ??= new AudioContext();
    void this.#context.resume();
  }

  disable(): void {
    void this.#context?.close();
    this.#context = null;
  }

  /** At most once in two seconds, however much comes. */
  ring(nowMs: number): void {
    const context = this.#context;
    if (context === null || nowMs - this.#lastAt < SHORTEST_PAUSE_MS) return;
    this.#lastAt = nowMs;
    for (const [index, hertz] of TONES_HERTZ.entries()) {
      const tone = context.createOscillator();
      const volume = context.createGain();
      const at = context.currentTime + index * TONE_S;
      tone.frequency.value = hertz;
      volume.gain.setValueAtTime(VOLUME, at);
      volume.gain.exponentialRampToValueAtTime(0.001, at + TONE_S);
      tone.connect(volume).connect(context.destination);
      tone.start(at);
      tone.stop(at + TONE_S);
    }
  }
}

const SHORTEST_PAUSE_MS = 2_000;
const TONES_HERTZ = [880, 660];
const TONE_S = 0.18;
const VOLUME = 0.2;
