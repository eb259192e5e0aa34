"""MP3: the LAME encoder, the file around its frames, ID3 tags, and one file from several encoders."""
