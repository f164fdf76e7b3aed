"""The parts of the workbench, by what an agent does; ``engine.pipeline`` joins them."""
