"""What says inside a media file who made it, and how: a manifest after C2PA, signed with the author's own certificate.

`certificate` reads what is signed with, `claim` is what is said, `signing` puts it into a file and looks whether it is
there, `copies` keeps signed files, and `tracks` names them in place of the built ones. Signatures differ each time,
so they belong to publishing, and no build knows of them. C2PA is an extra: its library is loaded when it is used.
"""
