"""The demo's writes: load the town, let time pass in it."""

from worgl.demo.commands.loading import load
from worgl.demo.commands.passing import Passed, let_a_month_pass, let_time_pass

__all__ = ["Passed", "let_a_month_pass", "let_time_pass", "load"]
