"""A model service on loopback: what the providers talk to in tests and benchmarks.

``Wire`` is a real HTTP server that speaks the Bedrock runtime protocol (Converse), the OpenAI chat
protocol and the one call of STS that the doctor makes. A script of steps says what it answers::

    with Wire() as wire:
        wire.play(steps.throttled(retry_after=2), then=steps.good({"message": "Hello"}))
        ...
        assert wire.requests[0].max_tokens == 800
"""

from tests.wire import steps
from tests.wire.received import Received
from tests.wire.server import Wire
from tests.wire.steps import Step

__all__ = ["Received", "Step", "Wire", "steps"]
