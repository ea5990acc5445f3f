"""A real RTSP server, and peers that misbehave, for the tests of live feeds."""
