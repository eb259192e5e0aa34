"""What a voice goes through before it is mixed, stage by stage; each stage is a pure function over samples.

In order: clicks are repaired in the sound as it came (`clicks`); then, at the project's rate, rumble is cut off
(`filters`), the balance is brought near to that of other voices (`balance`), sharp s are softened (`sibilance`), the
loudest syllables are held back (`compressor`), and at last the voice is set into a small room (`room`). What is
finished is kept (`store`). Trimming and levelling belong to `audiogen.speech.clip`, which calls all this.
"""
