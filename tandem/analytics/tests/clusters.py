"""A real Spark cluster on loopback: one master, two workers, each a Java process of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path

WORKERS = 2
MEMORY = "512m"  # of each worker, all of it for one executor; Spark takes no less than 450 MB
PATIENCE = 90  # seconds for a Java process to come up on a busy machine
LISTENS = re.compile(r"Starting Spark master at (spark://\S+)")
REGISTERED = re.compile("Successfully registered with master")
DEPLOY = "org.apache.spark.deploy"
LOOPBACK = ["--host", "127.0.0.1", "--port", "0", "--webui-port", "0"]
SHORT_LIVED = "-XX:TieredStopAtLevel=1"  # a minute is not worth compiling thoroughly for
OPTIONS = {  # of what asks: as small as the cluster
    "spark.executor.memory": MEMORY,
    "spark.driver.memory": MEMORY,
    "spark.sql.shuffle.partitions": "2",
    "spark.default.parallelism": "2",
    "spark.driver.extraJavaOptions": SHORT_LIVED,
    "spark.executor.extraJavaOptions": SHORT_LIVED,
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.adaptive.enabled": "false",
}


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """The address of its master. All it writes lies in the folder; nothing is left running."""
    with ExitStack() as running:
        master = folder / "master.log"
        running.enter_context(daemon(folder, master, f"{DEPLOY}.master.Master", *LOOPBACK))
        address = awaited(LISTENS, master).group(1)
        size = ["--cores", "1", "--memory", MEMORY, "--work-dir", str(folder / "work")]
        logs = [folder / f"worker_{number}.log" for number in range(WORKERS)]
        for log in logs:
            worker = (f"{DEPLOY}.worker.Worker", *LOOPBACK, *size, address)
            running.enter_context(daemon(folder, log, *worker))
        for log in logs:
            awaited(REGISTERED, log)
        yield address


@contextmanager
def daemon(folder: Path, log: Path, *command: str) -> Iterator[None]:
    with log.open("wb") as said:
        process = subprocess.Popen(
            [str(spark_home() / "bin/spark-class"), *command],
            env=surroundings(folder), stdout=said, stderr=said, start_new_session=True,
        )  # fmt: skip
    try:
        yield
    finally:
        process.terminate()  # a worker ends its executors
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(PATIENCE)


def surroundings(folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "JAVA_HOME") if name in os.environ}
    return kept | {
        "HOME": str(folder),
        "SPARK_DAEMON_JAVA_OPTS": SHORT_LIVED,
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_LOCAL_DIRS": str(folder / "local"),
        "SPARK_LOCAL_IP": "127.0.0.1",
    }


def spark_home() -> Path:
    """Where the package lies, without loading it."""
    found = find_spec("pyspark")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent


def awaited(words: re.Pattern[str], log: Path) -> re.Match[str]:
    """Where the log says them in the end."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := words.search(log.read_text()):
            return found
        time.sleep(0.1)
    raise AssertionError(f"Waited in vain. {log.name} says:\n{log.read_text()[-2000:]}")
