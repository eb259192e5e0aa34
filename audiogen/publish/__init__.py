"""From manifests to what listeners meet: feed, page, transcripts, chapters, covers, and a server for the local network.

Nothing here touches a sample of sound; `audiogen.publish.site` is the way in.
"""
