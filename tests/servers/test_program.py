"""What the tests in a browser leave behind in their process."""

from __future__ import annotations

import asyncio


def test_no_event_loop_is_left_running_by_the_tests_in_a_browser() -> None:
    asyncio.run(asyncio.sleep(0))
