"""Eight invented stories of a machine learning engineer, which `highsignal demo` analyses."""
