"""The end-to-end run: a real Medusa v1 store, migrated, served by a real Medusa v2, asked over HTTP."""
