"""What it costs to measure churn, against what git alone needs to print the same patches to nowhere."""
