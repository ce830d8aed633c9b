"""The record made tamper-evident: events chained in batches, and their head kept elsewhere.

`lines` says which bytes stand for an event, `seals` how a batch is chained, `sealer` does it,
`anchor` is the file outside the database, `verifying` looks at all of it.
"""
