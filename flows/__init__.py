"""The cycle: order, schedule, waiting and retry, and the doors; the only room that knows Prefect."""
