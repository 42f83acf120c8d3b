"""A mail server on loopback that keeps what it took: just enough of RFC 5321, and really over a socket."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message


@dataclass
class Sink:
    """`port` is where it listens; `taken` holds recipient and message of every mail that was acknowledged."""

    port: int = 0
    taken: list[tuple[str, Message]] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection; a client that dies in the middle leaves nothing."""
        recipient = ""
        try:
            await self._say(writer, "220 sink")
            while line := (await reader.readline()).decode().strip():
                command = line.split(" ", 1)[0].upper()
                if command == "RCPT":
                    recipient = line[line.index("<") + 1 : line.index(">")]
                if command == "DATA":
                    await self._say(writer, "354 go on")
                    self.taken.append((recipient, await self._body(reader)))
                await self._say(writer, "221 bye" if command == "QUIT" else "250 ok")
                if command == "QUIT":
                    break
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _body(self, reader: asyncio.StreamReader) -> Message:
        return message_from_bytes((await reader.readuntil(b"\r\n.\r\n"))[:-5])

    async def _say(self, writer: asyncio.StreamWriter, words: str) -> None:
        writer.write(f"{words}\r\n".encode())
        await writer.drain()


@contextmanager
def listening() -> Iterator[Sink]:
    """A sink in a thread of its own, on a free port."""
    sink, loop = Sink(), asyncio.new_event_loop()
    server = loop.run_until_complete(asyncio.start_server(sink.serve, "127.0.0.1", 0))
    sink.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield sink
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        server.close()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()
