"""playbookgen: one YAML per contact centre in, a searchable change playbook site out."""

__version__ = "0.1.0"
