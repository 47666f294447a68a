"""The nouns: what an organisation tells, what we judge of it, what a playbook is.

Every other room may import from here; nothing here imports another room, reads a file or prints.
"""
