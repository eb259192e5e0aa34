"""From manifests to what listeners meet: feed, page, transcripts, chapters and covers.

Nothing here touches a sample of sound; `audiogen.publish.site` is the way in.
"""
