"""The platform: the world, its clock, and everything that acts in it, in one place."""

from simulator.agenda import Agenda
from simulator.clock import Clock, iso
from simulator.faults import Faults
from simulator.journal import Journal
from simulator.rates import Buckets
from simulator.webhooks.courier import Courier
from simulator.world import World


class Platform:
    """One stand-in of the LINE Platform."""

    def __init__(self, clock: Clock, time_zone: str | None = None) -> None:
        """`time_zone` is where the phones lie, such as Asia/Bangkok; None: where the browser is that shows them."""
        self.clock = clock
        self.time_zone = time_zone
        self.world = World()
        self.agenda = Agenda(clock)
        self.journal = Journal(clock)
        self.faults = Faults()
        self.buckets = Buckets()
        self.courier = Courier(clock, self.agenda, self.journal, self.faults)
        clock.turned = self._clock_turned

    async def start(self) -> None:
        """Get ready to send webhooks; needs a running event loop."""
        await self.courier.start()

    async def stop(self) -> None:
        """Drop what is still on its way."""
        self.agenda.clear()
        await self.courier.stop()

    def reset(self) -> None:
        """Begin again: nobody, nothing said, no faults, the machine's time."""
        self.courier.drop_all()
        self.agenda.clear()
        self.faults.clear()
        self.buckets.clear()
        self.world.clear()
        self.journal.clear()
        self.clock.reset()
        self.journal.announce({"type": "world"})

    def _clock_turned(self) -> None:
        self.agenda.catch_up()
        self.journal.announce({"type": "clock", "now": iso(self.clock.now())})
