"""MLflow: a run for each study, under it one for each model, under that one for each trial; and the model registry.

A side effect, never an input of the workflow. The store is `mlflow.db` in the working directory, where `mlflow ui`
looks by itself; MLFLOW_TRACKING_URI moves it. No module outside of this package imports mlflow.
"""
