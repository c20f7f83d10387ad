"""Figures of the template and of the project that it makes, each beside a floor or a bound."""
