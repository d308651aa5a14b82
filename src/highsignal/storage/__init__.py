"""Keeping a bank: tables, transactions, migrations, dumps."""
