"""How large a request may be, and how long it may take to arrive."""

LARGE = 2 * 1024 * 1024  # bytes; beyond that only who is signed in and brings a file
PATIENCE = 30  # seconds for a request to arrive, or for a client to take the next part
LINGER = 2.0  # seconds for what of a refused body is on the way
HEAD_ALONE = "tandem.head_alone"  # in the environ of a request whose body is not read yet
GO_ON = 100  # "the rest, please", in the numbers of HTTP
