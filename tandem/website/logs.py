"""What must not stand in a log: the secret part of an address."""

import logging
import re

SECRET = re.compile(r"(/invitation/)[^/\s]+")


class WithoutSecrets(logging.Filter):
    """Cuts the secret out of every address a record names."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = hidden(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(hidden(each) for each in record.args)
        return True


def hidden(part: object) -> object:
    return SECRET.sub(r"\1…", part) if isinstance(part, str) else part
