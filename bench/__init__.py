"""Every figure we claim, as a command: `python -m bench` measures us beside peers and limits and prints ratios.

Machines differ and are busy; so what is compared runs in the same run, in turns, and only ratios are claimed.
"""
