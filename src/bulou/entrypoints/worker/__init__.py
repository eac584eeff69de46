"""The worker: delivers what acts have queued, notes duties whose time has come, folds the journal, sweeps."""
