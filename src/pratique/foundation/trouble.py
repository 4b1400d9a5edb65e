"""An expected no of the machine itself: one sentence that tells the operator what to do, and an exit code."""


class Trouble(Exception):
    """Raised where a start, a stop or a local command cannot go on; the command line prints the sentence alone."""

    exit_code = 1

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
