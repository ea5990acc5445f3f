"""Plausible live changes of a database, for demonstrations and for tests of the wall."""

from console.data.simulation.gentle import GentleSimulation
from console.data.simulation.running import SimulatedEvent, SimulationReport, simulate

__all__ = ["GentleSimulation", "SimulatedEvent", "SimulationReport", "simulate"]
