"""Articles from the web: single pages, feeds and sitemaps, fetched politely and never from inside the own network."""
