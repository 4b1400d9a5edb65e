"""Reading contacts, entries, drafts and findings, each query scoped by who asks."""
