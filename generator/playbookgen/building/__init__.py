"""From a playbook to a published site: the engine, its processes, the checks and the swap."""
