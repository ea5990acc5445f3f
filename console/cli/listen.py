"""The hidden command ``listen``: the console starts it to play one post's sound."""


def command() -> int:
    """Play the sound that standard input names, until the input ends."""
    from console.live.sound_player import play

    return play()
