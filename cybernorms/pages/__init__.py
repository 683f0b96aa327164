"""The pages of the app, one module each: they show and collect, and compute nothing."""
