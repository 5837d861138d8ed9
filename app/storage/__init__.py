"""The encrypted vault: keys, SQL and the gateways between rows and values."""
