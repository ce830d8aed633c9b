"""Our figures beside the budgets of the architecture. Nothing here is asserted."""
