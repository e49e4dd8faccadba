"""Checks written sentences against the evidence that they cite."""

from bot.verification.checking import Verdict, check
from bot.verification.claimed_names import load
from bot.verification.facts import Detail, Finding, Proof

__all__ = ["Detail", "Finding", "Proof", "Verdict", "check", "load"]
