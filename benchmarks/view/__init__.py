"""How a browser fares with our page, beside vis-network and pyvis on the same drawing."""
