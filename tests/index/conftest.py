"""Set up before any model is loaded."""

from bot.configuration import calm_threads

calm_threads()
