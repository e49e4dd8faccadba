"""Dateline in Slack. The only package that knows slack_bolt, slack_sdk and aiohttp."""
