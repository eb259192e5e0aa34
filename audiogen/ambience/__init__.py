"""The bed of a session: generated sounds, presets and recordings, in layers that change from scene to scene."""
