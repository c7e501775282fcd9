"""The Messaging API, its tokens and LINE Login, as clients see them."""
