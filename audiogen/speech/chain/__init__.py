"""The processing of a voice before it is mixed, stage by stage; each stage is a pure function over samples.

In order: clicks are repaired at the engine's own rate (`clicks`), and the words are found (`trim`). Then, at the
project's rate, a high-pass takes rumble away (`filters`), the balance is brought near to that of other voices
(`balance`), and with it the highs of a synthetic voice that hisses are turned down (`tilt`), sharp s are softened
(`de_esser`), the loudest syllables are turned down (`compressor`), and at last the voice is put into a small room
(`room`). `audiogen.speech.clip` calls all this, and sets the level.
"""
