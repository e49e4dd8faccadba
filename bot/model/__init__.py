"""Language models: what Dateline asks of one, how patient it is with it, and what it lets it say."""
