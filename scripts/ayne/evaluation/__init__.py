"""How a model is judged: splits by release date, scores, prediction intervals. Knows no model."""
